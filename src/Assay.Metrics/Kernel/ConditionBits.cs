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

        for (var i = full * Rows; i < block.Count; i++)
        {
            Set(words, i, at[i] < t && (from is null || from[i] <= t) && (until is null || until[i] > t));
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

        for (var i = full * Rows; i < count; i++)
        {
            Set(words, i, column[i] >= from && column[i] < until);
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

        for (var i = full * Rows; i < count; i++)
        {
            Set(words, i, column[i] != 0);
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

        for (var i = full * Rows; i < count; i++)
        {
            Set(words, i, set.Holds[column[i]]);
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

    private static void Set(ulong* words, int row, bool holds)
    {
        var bit = 1UL << row;
        words[row / Rows] = holds ? words[row / Rows] | bit : words[row / Rows] & ~bit;
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
