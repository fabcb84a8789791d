using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Which rows of a block satisfy an atomic condition, as one bit a row: 64 codes are compared at once. What is left of a block that is no multiple of 64 rows
/// is looked at row by row, as everything is by the scalar twin.
/// </summary>
internal static unsafe class ConditionBits
{
    /// <summary>Rows of a word.</summary>
    public const int Rows = 64;

    /// <summary>Rows that can be seen at a moment: they happened before it and are known.</summary>
    public static void See(EventBlock block, long t, bool isWide, ulong* words)
    {
        var at = (long*)block.At;
        var from = (long*)block.KnownFrom;
        var until = (long*)block.KnownUntil;
        var full = isWide ? block.Count / Rows : 0;
        for (var w = 0; w < full; w++)
        {
            words[w] = Within(at + (w * Rows), long.MinValue, t);
            words[w] &= from is null ? ulong.MaxValue : Within(from + (w * Rows), long.MinValue, t + 1);
            words[w] &= until is null ? ulong.MaxValue : Within(until + (w * Rows), t + 1, long.MinValue);
        }

        for (var first = full * Rows; first < block.Count; first += Rows)
        {
            var count = Math.Min(Rows, block.Count - first);
            var word = Part(at + first, count, long.MinValue, t, isWide);
            word &= from is null ? ulong.MaxValue : Part(from + first, count, long.MinValue, t + 1, isWide);
            words[first / Rows] = word & (until is null ? ulong.MaxValue : ~Part(until + first, count, long.MinValue, t + 1, isWide));
        }
    }

    /// <summary>Rows whose number lies in a range.</summary>
    public static void Numbers(long* column, int count, long from, long until, bool isWide, ulong* words)
    {
        var full = isWide ? count / Rows : 0;
        for (var w = 0; w < full; w++)
        {
            words[w] = Within(column + (w * Rows), from, until);
        }

        for (var first = full * Rows; first < count; first += Rows)
        {
            words[first / Rows] = Part(column + first, Math.Min(Rows, count - first), from, until, isWide);
        }
    }

    /// <summary>Rows that have a key.</summary>
    public static void Keys(uint* column, int count, bool isWide, ulong* words)
    {
        var full = isWide ? count / Rows : 0;
        for (var w = 0; w < full; w++)
        {
            var keys = column + (w * Rows);
            words[w] = ~(Nulls(keys) | (Nulls(keys + 16) << 16) | (Nulls(keys + 32) << 32) | (Nulls(keys + 48) << 48));
        }

        for (var first = full * Rows; first < count; first += Rows)
        {
            var (word, row) = (0UL, 0);
            for (var rows = Math.Min(Rows, count - first); row < rows; row++)
            {
                word |= (column[first + row] != 0 ? 1UL : 0) << row;
            }

            words[first / Rows] = word;
        }
    }

    /// <summary>Rows whose code is one of a set.</summary>
    public static void Codes(byte* column, int count, CodeSet set, bool isWide, ulong* words)
    {
        var full = isWide ? count / Rows : 0;
        for (var w = 0; w < full; w++)
        {
            var codes = Vector512.Load(column + (w * Rows));
            var word = 0UL;
            foreach (var code in set.Few)
            {
                word |= Vector512.Equals(codes, Vector512.Create(code)).ExtractMostSignificantBits();
            }

            words[w] = set.AreOthers ? ~word : word;
        }

        fixed (bool* holds = set.Holds)
        {
            for (var first = full * Rows; first < count; first += Rows)
            {
                var (word, row) = (0UL, 0);
                for (var rows = Math.Min(Rows, count - first); row < rows; row++)
                {
                    word |= (ulong)((byte*)holds)[column[first + row]] << row;
                }

                words[first / Rows] = word;
            }
        }
    }

    // One comparison without a sign does for both bounds; the range ends before the least number where it has no end.
    private static ulong Within(long* numbers, long from, long until)
    {
        var (least, width) = (Vector512.Create(from), Vector512.Create((ulong)(until - from)));
        return Within(numbers, least, width) | (Within(numbers + 8, least, width) << 8)
            | (Within(numbers + 16, least, width) << 16) | (Within(numbers + 24, least, width) << 24)
            | (Within(numbers + 32, least, width) << 32) | (Within(numbers + 40, least, width) << 40)
            | (Within(numbers + 48, least, width) << 48) | (Within(numbers + 56, least, width) << 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Within(long* numbers, Vector512<long> least, Vector512<ulong> width) =>
        Vector512.LessThan((Vector512.Load(numbers) - least).AsUInt64(), width).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Nulls(uint* keys) => Vector512.Equals(Vector512.Load(keys), Vector512<uint>.Zero).ExtractMostSignificantBits();

    // Fewer rows than a word has: eight at a time, then one by one, and the word is written once.
    private static ulong Part(long* numbers, int count, long from, long until, bool isWide)
    {
        var (word, row) = (0UL, 0);
        if (isWide && count >= Vector512<long>.Count)
        {
            var (least, width) = (Vector512.Create(from), Vector512.Create((ulong)(until - from)));
            for (; row <= count - Vector512<long>.Count; row += Vector512<long>.Count)
            {
                word |= Within(numbers + row, least, width) << row;
            }
        }

        for (; row < count; row++)
        {
            word |= (numbers[row] >= from & numbers[row] < until ? 1UL : 0) << row;
        }

        return word;
    }
}

/// <summary>The codes that satisfy a condition, or the others where they are fewer.</summary>
internal sealed class CodeSet
{
    public CodeSet(EventField field, Condition condition)
    {
        var codes = Enumerable.Range(0, field.Codes.Count + 1).Select(c => (byte)c).ToLookup(condition.Holds);
        AreOthers = codes[false].Count() < codes[true].Count();
        Few = [.. codes[!AreOthers]];
        foreach (var code in codes[true])
        {
            Holds[code] = true;
        }
    }

    /// <summary>The fewer codes.</summary>
    public byte[] Few { get; }

    /// <summary>True where <see cref="Few"/> are those that do not satisfy it.</summary>
    public bool AreOthers { get; }

    /// <summary>Whether a code satisfies it.</summary>
    public bool[] Holds { get; } = new bool[256];
}
