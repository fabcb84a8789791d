using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Text;

/// <summary>
/// Names by their keys, for search in short texts: at each word's start a bit says whether some key begins with those four bytes, then a mask which
/// lengths such keys have; only what passes both is hashed and looked up. Time grows with the text and hardly with the number of names.
/// </summary>
[SkipLocalsInit]
public sealed class NameIndex
{
    /// <summary>Bytes of the longest key: names beyond are passed over.</summary>
    public const int MostKeyBytes = 63;

    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;
    private const int Prefix = 4;

    // Lengths are kept modulo 16, which hardly ever lets a wrong one pass and needs a quarter of the memory.
    private const ulong OfSixteen = 0x0001_0001_0001_0001;

    private const int MostProbes = 128;

    private readonly SoughtName[] names;
    private readonly char[] texts;
    private readonly int[] textAt;
    private readonly Slot[] slots;
    private readonly ulong[] begins;
    private readonly ushort[] lengths;
    private readonly int beginsShift;
    private readonly int lengthsShift;
    private readonly int slotsShift;
    private readonly ulong shortLengths;

    /// <summary>Takes names. Those without a letter, or with keys longer than <see cref="MostKeyBytes"/>, are in <see cref="PassedOver"/>.</summary>
    public NameIndex(IEnumerable<SoughtName> sought)
    {
        var byKey = Group(sought);
        names = [.. byKey.SelectMany(k => k.Value)];
        texts = [.. names.SelectMany(n => n.Text), '\0'];
        textAt = new int[names.Length + 1];
        for (var i = 0; i < names.Length; i++)
        {
            textAt[i + 1] = textAt[i] + names[i].Text.Length;
        }

        shortLengths = byKey.Where(k => k.Key.Length < Prefix).Aggregate(0UL, (all, k) => all | 1UL << k.Key.Length);
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(byKey.Count, 1));
        (beginsShift, lengthsShift, slotsShift) = (64 - Math.Clamp(bits + 4, 12, 22), 64 - Math.Clamp(bits, 8, 22), 64 - (byKey.Count > 3 << (bits - 2) ? bits + 1 : bits));
        begins = new ulong[1 << (64 - beginsShift - 6)];
        lengths = new ushort[1 << (64 - lengthsShift)];
        slots = new Slot[1 << (64 - slotsShift)];
        var nameAt = 0;
        foreach (var (key, same) in byKey)
        {
            Insert([.. key.Select(c => (byte)c), .. new byte[8]], key.Length, nameAt, same.Count);
            nameAt += same.Count;
        }
    }

    /// <summary>Names that cannot be searched for.</summary>
    public IList<SoughtName> PassedOver { get; } = [];

    /// <summary>How many keys of names there are.</summary>
    public int Count => names.Length;

    /// <summary>The name at a place.</summary>
    public SoughtName this[int name] => names[name];

    /// <summary>The letters of one of a candidate's names, as they were given.</summary>
    internal ReadOnlySpan<char> TextOf(in Candidate candidate, int name) =>
        name == candidate.Names ? texts.AsSpan(candidate.TextAt, candidate.TextLength) : texts.AsSpan(textAt[name], textAt[name + 1] - textAt[name]);

    /// <summary>Writes what may be a name: its key stands there, and how it is to be read is open.</summary>
    /// <returns>How many were written; at most as many as fit.</returns>
    internal int Find(TextWords words, Span<Candidate> found)
    {
        ref var key = ref MemoryMarshal.GetReference(words.Keys);
        ref var ends = ref MemoryMarshal.GetReference(words.Ends);
        var blocks = (words.Length + 63) >> 6;
        Span<Probe> probes = stackalloc Probe[MostProbes];
        var (count, waiting) = (0, 0);
        for (var block = 0; block < blocks; block++)
        {
            for (var may = MayBegin(words.Starts[block], block * 64, ref key, ref ends); may != 0; may &= may - 1)
            {
                if (waiting > MostProbes - 64)
                {
                    count = Look(probes[..waiting], found, count);
                    waiting = 0;
                }

                waiting = ProbeAt((block * 64) + BitOperations.TrailingZeroCount(may), ref key, ref ends, probes, waiting);
            }
        }

        return Look(probes[..waiting], found, count);
    }

    // Which words may begin a name, without a branch: where four bytes begin some key, or where an end within three bytes makes a short one.
    private ulong MayBegin(ulong starts, int block, ref byte key, ref ulong ends)
    {
        ref var begin = ref MemoryMarshal.GetArrayDataReference(begins);
        key = ref Unsafe.Add(ref key, block);
        ulong may = 0;
        for (var rest = starts; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            var bit = (Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref key, at)) * Odd) >> beginsShift;
            may |= (Unsafe.Add(ref begin, (nint)(bit >> 6)) >> (int)(bit & 63) & 1) << at;
        }

        if (shortLengths == 0)
        {
            return may;
        }

        ref var here = ref Unsafe.Add(ref ends, block >> 6);
        var next = Unsafe.Add(ref here, 1);
        var one = (here >> 1) | (next << 63);
        var two = (here >> 2) | (next << 62);
        var three = (here >> 3) | (next << 61);
        may |= starts & ((one & two) | (one & three) | (two & three));
        for (var rest = starts & ~may & (one | two | three); rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            var length = BitOperations.TrailingZeroCount(Window(ref here, at) & 14);
            var bit = OfShort(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref key, at)), length) >> beginsShift;
            may |= (Unsafe.Add(ref begin, (nint)(bit >> 6)) >> (int)(bit & 63) & 1) << at;
        }

        return may;
    }

    // Bit n is set where a word ends n bytes after a place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Window(ref ulong ends, int at)
    {
        ref var word = ref Unsafe.Add(ref ends, at >> 6);
        return (word >> (at & 63)) | (Unsafe.Add(ref word, 1) << 1 << (63 - (at & 63)));
    }

    // Places of the table are fetched while others are still found, for most of them are far away in memory.
    private int ProbeAt(int at, ref byte key, ref ulong ends, Span<Probe> probes, int waiting)
    {
        key = ref Unsafe.Add(ref key, at);
        var prefix = Unsafe.ReadUnaligned<uint>(ref key);
        var lengthsOf = Window(ref ends, at) & ((lengths[(prefix * Odd) >> lengthsShift] * OfSixteen & ~15UL) | shortLengths);
        for (; lengthsOf != 0; lengthsOf &= lengthsOf - 1)
        {
            var length = BitOperations.TrailingZeroCount(lengthsOf);
            var hash = Hash(ref key, length);
            if (IsMarked(hash))
            {
                Fetch(ref slots[hash >> slotsShift]);
                probes[waiting++] = new Probe(hash, at, length);
            }
        }

        return waiting;
    }

    private int Look(ReadOnlySpan<Probe> probes, Span<Candidate> found, int count)
    {
        foreach (ref readonly var probe in probes)
        {
            var slot = LookUp(probe.Hash);
            if (slot >= 0 && count < found.Length)
            {
                ref readonly var at = ref slots[slot];
                Fetch(ref texts[at.TextAt]);
                found[count++] = new Candidate(at.Names, at.Count, probe.At, probe.At + probe.Length, at.TextAt, at.TextLength);
            }
        }

        return count;
    }

    private static unsafe void Fetch<T>(ref T place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }

    private static ulong OfShort(uint prefix, int length) => ((prefix & ((1u << (length * 8)) - 1)) | (ulong)length << 32) * Odd;

    // A mark of 32 bits stands for the key: what it mistakes is found out when the span is read.
    private int LookUp(ulong hash)
    {
        for (var slot = (int)(hash >> slotsShift); slots[slot].Count != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot].Mark == (uint)hash)
            {
                return slot;
            }
        }

        return -1;
    }

    private void Insert(byte[] padded, int length, int firstName, int count)
    {
        ref var key = ref padded[0];
        var prefix = Unsafe.ReadUnaligned<uint>(ref key);
        var hash = length < Prefix ? OfShort(prefix, length) : prefix * Odd;
        Mark(hash);
        if (length >= Prefix)
        {
            lengths[hash >> lengthsShift] |= (ushort)(1 << (length & 15));
        }

        hash = Hash(ref key, length);
        Mark(hash);
        var slot = (int)(hash >> slotsShift);
        while (slots[slot].Count != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = new Slot((uint)hash, firstName, textAt[firstName], (ushort)Math.Min(count, ushort.MaxValue), (ushort)names[firstName].Text.Length);
    }

    private void Mark(ulong hash) => begins[hash >> beginsShift >> 6] |= 1UL << (int)((hash >> beginsShift) & 63);

    // Marks of whole keys stand among those of beginnings, so that few looks into the far larger table are in vain.
    private bool IsMarked(ulong hash) => (begins[hash >> beginsShift >> 6] >> (int)((hash >> beginsShift) & 63) & 1) != 0;

    // Eight bytes at a time; eight bytes after the key may be read.
    private static ulong Hash(ref byte key, int length)
    {
        var hash = (ulong)length * Odd;
        for (; length > 8; length -= 8, key = ref Unsafe.Add(ref key, 8))
        {
            hash = BitOperations.RotateLeft((hash ^ Unsafe.ReadUnaligned<ulong>(ref key)) * Odd, 29);
        }

        hash = (hash ^ (Unsafe.ReadUnaligned<ulong>(ref key) << (64 - (length * 8)))) * Odd;
        return hash ^ (hash >> 29);
    }

    // In one order, whatever that of the feed. A name with a double letter has two keys: spelled out (g u c c i) nothing of it repeats.
    private List<KeyValuePair<string, List<SoughtName>>> Group(IEnumerable<SoughtName> sought)
    {
        var words = new TextWords();
        var byKey = new Dictionary<string, List<SoughtName>>(StringComparer.Ordinal);
        foreach (var name in sought)
        {
            var key = KeyOf(name.Text, words);
            if (key.Length is 0 or > MostKeyBytes)
            {
                PassedOver.Add(name);
                continue;
            }

            (CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _) ??= []).Add(name);
            var spelled = KeyOf(string.Join(' ', name.Text.EnumerateRunes()), words);
            if (spelled != key && spelled.Length <= MostKeyBytes)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byKey, spelled, out _) ??= []).Add(name);
            }
        }

        foreach (var same in byKey.Values)
        {
            same.Sort((a, b) => a.Brand != b.Brand ? a.Brand - b.Brand : a.Form != b.Form ? a.Form - b.Form : string.CompareOrdinal(a.Text, b.Text));
        }

        return [.. byKey.OrderBy(k => k.Key, StringComparer.Ordinal)];
    }

    // A name's key as Latin-1, one character a byte.
    private static string KeyOf(string name, TextWords words)
    {
        words.ReadScalar(name, signs: false);
        return string.Concat(words.Keys[..words.Length].ToArray().Select(b => (char)b));
    }

    /// <summary>A place of the table to look at.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Probe(ulong Hash, int At, int Length);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Slot(uint Mark, int Names, int TextAt, ushort Count, ushort TextLength);
}

/// <summary>Names whose key stands among a text's.</summary>
/// <param name="Names">The first of the names.</param>
/// <param name="Count">How many names have that key.</param>
/// <param name="KeyStart">Where it starts.</param>
/// <param name="KeyEnd">Where it ends.</param>
/// <param name="TextAt">Where the letters of the first of the names are, at hand so that its plain reading touches nothing else.</param>
/// <param name="TextLength">How many they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Candidate(int Names, int Count, int KeyStart, int KeyEnd, int TextAt, int TextLength);
