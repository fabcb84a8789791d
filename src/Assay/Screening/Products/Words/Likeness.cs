using System.Numerics;
using Assay.Import;

namespace Assay.Screening.Products.Words;

/// <summary>How alike two short texts are.</summary>
internal static class Likeness
{
    private const int Longest = 64;

    /// <summary>
    /// The likeness of Jaro and Winkler, 0 to 1 (Winkler 1990, "String comparator metrics and enhanced decision rules"), prefix weight 0.1 on up to
    /// four letters. Of longer texts the first 64 letters count.
    /// </summary>
    public static double JaroWinkler(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length == b.Length ? 1 : 0;
        }

        // Each letter of a takes the first free place of it in b that is near enough.
        var places = new LetterPlaces(b);
        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        ulong inA = 0, inB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var free = places[a[i]] & ~inB & Near(i, reach);
            inB |= free & (0 - free);
            inA |= free == 0 ? 0 : 1UL << i;
        }

        var matches = BitOperations.PopCount(inA);
        if (matches == 0)
        {
            return 0;
        }

        var swapped = Swapped(a, b, inA, inB);
        var jaro = (((double)matches / a.Length) + ((double)matches / b.Length) + ((matches - (swapped / 2.0)) / matches)) / 3;
        return jaro + (0.1 * Math.Min(4, a.CommonPrefixLength(b)) * (1 - jaro));
    }

    /// <summary>The fewest letters to change, add or drop (Levenshtein 1966); texts of up to 64 letters, of longer ones the first 64.</summary>
    public static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => NearestName.Distance(a[..Math.Min(a.Length, Longest)], b[..Math.Min(b.Length, Longest)]);

    // Places at most so far from one.
    private static ulong Near(int place, int reach)
    {
        var upTo = place + reach + 1 >= 64 ? ulong.MaxValue : (1UL << (place + reach + 1)) - 1;
        return place - reach > 0 ? upTo & (ulong.MaxValue << (place - reach)) : upTo;
    }

    // Letters that were matched, in the order of each text, and do not agree.
    private static int Swapped(ReadOnlySpan<char> a, ReadOnlySpan<char> b, ulong inA, ulong inB)
    {
        var swapped = 0;
        for (; inA != 0; inA &= inA - 1, inB &= inB - 1)
        {
            swapped += a[BitOperations.TrailingZeroCount(inA)] == b[BitOperations.TrailingZeroCount(inB)] ? 0 : 1;
        }

        return swapped;
    }
}
