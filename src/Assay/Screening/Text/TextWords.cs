using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Text;

/// <summary>
/// The words of one text as keys: the scratch of a reader, used again from text to text, of one thread. Keys follow one another without gaps, and without letters
/// repeated within a word, so that <c>L * V</c>, <c>GUCCCI</c> and <c>pra-da</c> have the keys of the names. Bits say at which key bytes a word, or a part
/// of one that may stand for itself (<c>Gucci</c> in <c>GucciBag</c>), starts and ends.
/// </summary>
internal sealed class TextWords
{
    // Whole blocks are stored past the end.
    private const int Slack = 128;

    private byte[] keys = new byte[1024];
    private ulong[] starts = new ulong[20];
    private ulong[] ends = new ulong[20];
    private KeyBlock[] blocks = new KeyBlock[16];
    private readonly ScalarWords scalar = new();
    private bool isScalar;
    private int length;

    /// <summary>Key bytes of all words, followed by at least eight zeros.</summary>
    public ReadOnlySpan<byte> Keys => keys;

    /// <summary>How many they are.</summary>
    public int Length => length;

    /// <summary>A bit for each key byte where a word starts.</summary>
    public ReadOnlySpan<ulong> Starts => starts;

    /// <summary>A bit for each key byte before which a word ends; one word of zeros more.</summary>
    public ReadOnlySpan<ulong> Ends => ends;

    /// <summary>Reads a text, where signs such as <c>@</c> are the ends of words.</summary>
    public void Read(ReadOnlySpan<char> text) => Read(text, AsciiWords.Best);

    internal void Read(ReadOnlySpan<char> text, AsciiWords.Means means)
    {
        MakeRoom(text.Length, 1);
        var room = new AsciiWords.KeyRoom(
            ref MemoryMarshal.GetArrayDataReference(keys), ref MemoryMarshal.GetArrayDataReference(starts), ref MemoryMarshal.GetArrayDataReference(ends),
            ref MemoryMarshal.GetArrayDataReference(blocks), ref length);
        if (!AsciiWords.Read(text, room, means))
        {
            ReadScalar(text, signs: false);
            return;
        }

        isScalar = false;
        keys.AsSpan(length, 8).Clear();
    }

    /// <summary>Reads a text by the scalar way, where signs may be letters.</summary>
    public void ReadScalar(ReadOnlySpan<char> text, bool signs)
    {
        MakeRoom(text.Length, Letters.MostKeyBytes);
        isScalar = true;
        length = scalar.Read(text, signs, keys);
        keys.AsSpan(length, 8).Clear();
        foreach (ref readonly var word in scalar.Words)
        {
            starts[word.KeyStart >> 6] |= 1UL << (word.KeyStart & 63);
            ends[word.KeyEnd >> 6] |= 1UL << (word.KeyEnd & 63);
        }
    }

    /// <summary>The span of a text, in UTF-16 units, whose keys start and end at two places: the widest where repetitions leave a choice, empty where there is none.</summary>
    public (int Start, int End) SpanOf(ReadOnlySpan<char> text, int keyStart, int keyEnd)
    {
        if (isScalar)
        {
            return scalar.SpanOf(keyStart, keyEnd);
        }

        var start = Place(keyStart);
        while (start > 0 && !ScalarWords.IsStart(text, start))
        {
            start++;
        }

        var last = Place(keyEnd - 1);
        var end = last + 1;
        while (end < text.Length && Letters.Packed(text[end]) is var next && Letters.KeyOf(next) != 0 && Letters.KeyOf(next) == Letters.KeyOf(Letters.Packed(text[last])))
        {
            end++;
        }

        while (end > last + 1 && !ScalarWords.IsEnd(text, end))
        {
            end--;
        }

        return (start, Math.Max(start, end));
    }

    // The character of a key.
    private int Place(int key)
    {
        var block = key >> 6;
        while (blocks[block].Before + BitOperations.PopCount(blocks[block].Kept) <= key)
        {
            block++;
        }

        // The n-th set bit.
        return (block * 64) + BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << (key - blocks[block].Before), blocks[block].Kept));
    }

    private void MakeRoom(int characters, int bytes)
    {
        var wanted = (characters * bytes) + Slack;
        var bits = (wanted >> 6) + 3;
        if (keys.Length < wanted)
        {
            keys = new byte[wanted];
        }

        if (starts.Length < bits)
        {
            (starts, ends) = (new ulong[bits * 2], new ulong[bits * 2]);
        }

        if (blocks.Length * 64 < characters + 64)
        {
            blocks = new KeyBlock[(characters / 64) + 2];
        }

        starts.AsSpan(0, bits).Clear();
        ends.AsSpan(0, bits).Clear();
    }
}
