using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>
/// Names by their keys, for search in short texts: at each word's start a bit says whether some key begins with those four bytes, then a mask which
/// lengths such keys have; only what passes both is hashed and looked up. Time grows with the text and not with the number of names.
/// </summary>
public sealed class NameIndex
{
    /// <summary>Bytes of the longest key: names beyond are passed over.</summary>
    public const int MostKeyBytes = 63;

    /// <summary>Words that a name's letters may be spread over in a text.</summary>
    public const int MostWords = 40;

    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;
    private const int Prefix = 4;

    private readonly SoughtName[] names;
    private readonly byte[] keys;
    private readonly Entry[] entries;
    private readonly int[] slots;
    private readonly ulong[] begins;
    private readonly ulong[] lengths;
    private readonly int beginsShift;
    private readonly int lengthsShift;
    private readonly int slotsShift;
    private readonly int longest;

    /// <summary>Takes names. Those without a letter, or with keys longer than <see cref="MostKeyBytes"/>, are in <see cref="PassedOver"/>.</summary>
    public NameIndex(IEnumerable<SoughtName> sought)
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
        }

        // In one order, whatever that of the feed.
        var ordered = byKey.OrderBy(k => k.Key, StringComparer.Ordinal).ToList();
        names = [.. ordered.SelectMany(k => k.Value.OrderBy(n => n.Brand).ThenBy(n => n.Form).ThenBy(n => n.Text, StringComparer.Ordinal))];
        keys = [.. ordered.SelectMany(k => k.Key.Select(c => (byte)c)), .. new byte[8]];
        entries = new Entry[ordered.Count];
        longest = ordered.Count == 0 ? 0 : ordered.Max(k => k.Key.Length);

        var bits = 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(ordered.Count, 1));
        (beginsShift, lengthsShift, slotsShift) = (64 - Math.Clamp(bits + 4, 12, 24), 64 - Math.Clamp(bits + 1, 8, 22), 64 - (bits + 2));
        begins = new ulong[1 << Math.Max(0, 64 - beginsShift - 6)];
        lengths = new ulong[1 << (64 - lengthsShift)];
        slots = new int[1 << (64 - slotsShift)];
        var (keyAt, nameAt) = (0, 0);
        for (var i = 0; i < ordered.Count; i++)
        {
            entries[i] = new Entry(keyAt, nameAt, (byte)ordered[i].Key.Length, ordered[i].Value.Count);
            Insert(i);
            keyAt += ordered[i].Key.Length;
            nameAt += ordered[i].Value.Count;
        }
    }

    /// <summary>Names that cannot be searched for.</summary>
    public IList<SoughtName> PassedOver { get; } = [];

    /// <summary>How many names there are.</summary>
    public int Count => names.Length;

    /// <summary>The name at a place.</summary>
    public SoughtName this[int name] => names[name];

    /// <summary>A name's key as Latin-1, one character a byte.</summary>
    internal static string KeyOf(string name, TextWords words)
    {
        words.ReadScalar(name, signs: false);
        var length = words.Count == 0 ? 0 : words.Words[^1].KeyEnd;
        return string.Create(length, words, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = (char)from.Keys[i];
            }
        });
    }

    /// <summary>Writes what may be a name: its key stands there, and how it is to be read is open.</summary>
    /// <returns>How many were written; at most as many as fit.</returns>
    internal int Find(TextWords words, Span<Candidate> found)
    {
        var count = 0;
        ref var key = ref MemoryMarshal.GetReference(words.Keys);
        var all = words.Words;
        for (var first = 0; first < all.Length; first++)
        {
            ref readonly var start = ref all[first];
            var prefix = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref key, start.KeyStart));
            var hash = prefix * Odd;
            var mayBegin = MayBegin(hash);
            if (!mayBegin && start.KeyEnd - start.KeyStart >= Prefix)
            {
                continue;
            }

            var mask = mayBegin ? lengths[hash >> lengthsShift] : 0;
            var last = Math.Min(all.Length, first + MostWords);
            for (var end = first; end < last; end++)
            {
                var length = all[end].KeyEnd - start.KeyStart;
                if (length > longest || (length >= Prefix && mask == 0))
                {
                    break;
                }

                if (length < Prefix ? !IsShortKey(prefix, length) : (mask >> length & 1) == 0)
                {
                    continue;
                }

                var entry = LookUp(ref Unsafe.Add(ref key, start.KeyStart), length);
                if (entry < 0)
                {
                    continue;
                }

                if (count == found.Length)
                {
                    return count;
                }

                found[count++] = new Candidate(entries[entry].Names, entries[entry].Count, first, end);
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayBegin(ulong hash)
    {
        var bit = hash >> beginsShift;
        return (begins[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    // Keys of one to three bytes are marked whole, beside the beginnings of the others.
    private bool IsShortKey(uint prefix, int length) => length > 0 && MayBegin(OfShort(prefix, length));

    private static ulong OfShort(uint prefix, int length) => ((prefix & ((1u << (length * 8)) - 1)) | (ulong)length << 32) * Odd;

    private int LookUp(ref byte key, int length)
    {
        var hash = Hash(ref key, length);
        var mask = slots.Length - 1;
        for (var slot = (int)(hash >> slotsShift); slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly var entry = ref entries[slots[slot] - 1];
            if (entry.Length == length && MemoryMarshal.CreateReadOnlySpan(ref key, length).SequenceEqual(keys.AsSpan(entry.Key, length)))
            {
                return slots[slot] - 1;
            }
        }

        return -1;
    }

    private void Insert(int index)
    {
        ref readonly var entry = ref entries[index];
        ref var key = ref keys[entry.Key];
        var prefix = Unsafe.ReadUnaligned<uint>(ref key);
        var hash = entry.Length < Prefix ? OfShort(prefix, entry.Length) : prefix * Odd;
        var bit = hash >> beginsShift;
        begins[bit >> 6] |= 1UL << (int)(bit & 63);
        if (entry.Length >= Prefix)
        {
            lengths[hash >> lengthsShift] |= 1UL << entry.Length;
        }

        var slot = (int)(Hash(ref key, entry.Length) >> slotsShift);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = index + 1;
    }

    // Eight bytes at a time; eight bytes after the key may be read.
    private static ulong Hash(ref byte key, int length)
    {
        var hash = (ulong)length * Odd;
        for (; length > 8; length -= 8, key = ref Unsafe.Add(ref key, 8))
        {
            hash = BitOperations.RotateLeft((hash ^ Unsafe.ReadUnaligned<ulong>(ref key)) * Odd, 29);
        }

        return (hash ^ (Unsafe.ReadUnaligned<ulong>(ref key) << (64 - (length * 8)))) * Odd;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Key, int Names, byte Length, int Count);
}

/// <summary>Names whose key stands at some words of a text.</summary>
/// <param name="Names">The first of the names.</param>
/// <param name="Count">How many names have that key.</param>
/// <param name="First">The first word.</param>
/// <param name="Last">The last word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Candidate(int Names, int Count, int First, int Last);
