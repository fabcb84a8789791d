using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>A word of a text, or a part of one that may stand for itself (<c>Gucci</c> in <c>GucciBag</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Word
{
    /// <summary>Where it starts in the text, in UTF-16 units.</summary>
    public int Start;

    /// <summary>Where it ends.</summary>
    public int End;

    /// <summary>Where its key starts among <see cref="TextWords.Keys"/>.</summary>
    public int KeyStart;

    /// <summary>Where its key ends. The next word's may start before it: keys are without repetitions, also from word to word.</summary>
    public int KeyEnd;
}

/// <summary>
/// The words of one text with their keys: the scratch of a reader, used again from text to text, of one thread. Keys follow one another without
/// gaps and without repeated bytes, so that <c>L * V</c>, <c>GUCCCI</c> and <c>gu-cci</c> have the keys of the names.
/// </summary>
internal sealed class TextWords
{
    /// <summary>Zeros before the first letter, so that it repeats nothing.</summary>
    internal const int Lead = 8;

    // Whole blocks are stored past the end.
    private const int Slack = 256;

    private byte[] letters = new byte[1024];
    private byte[] keys = new byte[1024];
    private Word[] words = new Word[256];
    private int[] repeatsBefore = new int[20];
    private ulong[] repeats = new ulong[20];

    /// <summary>Words by their start; those of Han and the like are single characters.</summary>
    public ReadOnlySpan<Word> Words => words.AsSpan(0, Count);

    /// <summary>Their number.</summary>
    public int Count { get; private set; }

    /// <summary>Keys of all words, followed by at least eight zeros.</summary>
    public ReadOnlySpan<byte> Keys => keys;

    /// <summary>Reads a text, where signs such as <c>@</c> are the ends of words.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        MakeRoom(text.Length);
        var count = 0;
        var length = AsciiWords.Read(text, letters, ref words, ref count);
        Count = count;
        Finish(length >= 0 ? length : ReadAny(text, signs: false));
    }

    /// <summary>Reads a text by the scalar way, where signs may be letters.</summary>
    public void ReadScalar(ReadOnlySpan<char> text, bool signs)
    {
        MakeRoom(text.Length);
        Finish(ReadAny(text, signs));
    }

    private void MakeRoom(int length)
    {
        var wanted = (length * Letters.MostKeyBytes) + Slack;
        if (letters.Length >= wanted)
        {
            return;
        }

        letters = new byte[wanted];
        keys = new byte[wanted];
        repeats = new ulong[(wanted / 64) + 2];
        repeatsBefore = new int[repeats.Length];
    }

    // Removes repeated bytes, and moves the words' places with them.
    private void Finish(int length)
    {
        letters.AsSpan(Lead + length, 64).Clear();
        Collapse.Run(letters, length, keys, repeats, repeatsBefore);
        foreach (ref var word in words.AsSpan(0, Count))
        {
            word.KeyStart -= Repeats(word.KeyStart + 1);
            word.KeyEnd -= Repeats(word.KeyEnd);
        }
    }

    private int Repeats(int below) => repeatsBefore[below >> 6] + BitOperations.PopCount(repeats[below >> 6] & ((1UL << (below & 63)) - 1));

    private int ReadAny(ReadOnlySpan<char> text, bool signs)
    {
        Count = 0;
        var length = 0;
        var open = -1;
        var end = 0;
        var keyStart = 0;
        var before = LetterTraits.None;
        for (var i = 0; i < text.Length;)
        {
            var at = i;
            int point = text[i++];
            if (char.IsSurrogate((char)point))
            {
                point = Letters.PointAt(text, at, out var units);
                i = at + units;
            }

            var packed = Letters.Packed(point);
            var traits = Letters.Traits(packed);
            if (traits == LetterTraits.Transparent)
            {
                // A mark belongs to the letter before it; what is invisible only to a word that goes on after it.
                end = open >= 0 && end == at && Letters.Of(point).How == Folding.Marks ? i : end;
                continue;
            }

            if (traits == LetterTraits.None && signs && TouchesLetter(text, at))
            {
                var sign = Letters.OfSign(text[at]);
                packed = sign | (sign == 0 ? 0 : (1UL << 48));
                traits = sign == 0 ? LetterTraits.None : LetterTraits.Letter;
            }

            if (open >= 0 && (traits == LetterTraits.None || Parts(before, traits)))
            {
                Add(new Word { Start = open, End = end, KeyStart = keyStart, KeyEnd = length });
                open = -1;
            }

            before = traits;
            if (traits == LetterTraits.None)
            {
                continue;
            }

            if (open < 0)
            {
                open = at;
                keyStart = length;
            }

            BitConverter.TryWriteBytes(letters.AsSpan(Lead + length), packed);
            length += Letters.KeyLength(packed);
            end = i;
        }

        if (open >= 0)
        {
            Add(new Word { Start = open, End = end, KeyStart = keyStart, KeyEnd = length });
        }

        return length;
    }

    /// <summary>True where a word may be parted between two letters: around Han and the like, before a capital after a small letter, before digits.</summary>
    private static bool Parts(LetterTraits before, LetterTraits next) =>
        Has(before | next, LetterTraits.Alone)
        || (Has(before, LetterTraits.Lower) && Has(next, LetterTraits.Upper))
        || (Has(before, LetterTraits.Lower | LetterTraits.Upper) && Has(next, LetterTraits.Digit));

    private static bool Has(LetterTraits traits, LetterTraits one) => (traits & one) != LetterTraits.None;

    private static bool TouchesLetter(ReadOnlySpan<char> text, int at) =>
        (at > 0 && char.IsLetter(text[at - 1])) || (at + 1 < text.Length && char.IsLetter(text[at + 1]));

    private void Add(Word word)
    {
        if (Count == words.Length)
        {
            Array.Resize(ref words, Count * 2);
        }

        words[Count++] = word;
    }
}
