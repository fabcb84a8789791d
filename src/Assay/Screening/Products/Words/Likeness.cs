using System.Numerics;

namespace Assay.Screening.Products.Words;

/// <summary>How alike two short texts are.</summary>
internal static class Likeness
{
    private const int Longest = 64;

    // As in Winkler's own strcmp95.c, which also halves transpositions in whole numbers.
    private const double LeastOfPrefix = 0.7;

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

        if (a.SequenceEqual(b))
        {
            return 1;
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
        var jaro = (((double)matches / a.Length) + ((double)matches / b.Length) + ((double)(matches - (swapped / 2)) / matches)) / 3;
        return jaro > LeastOfPrefix ? jaro + (0.1 * Math.Min(4, a.CommonPrefixLength(b)) * (1 - jaro)) : jaro;
    }

    /// <summary>
    /// The fewest letters to change, add or drop (Levenshtein 1966), a word of the machine for a column of the table (Myers 1999, "A fast bit-vector algorithm for
    /// approximate string matching"); texts of up to 64 letters, of longer ones the first 64.
    /// </summary>
    public static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];

        // What both begin and end with is not edited.
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        for (same = 0; same < Math.Min(a.Length, b.Length) && a[^(same + 1)] == b[^(same + 1)]; same++)
        {
        }

        a = a[..^same];
        b = b[..^same];
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length + b.Length;
        }

        var places = new LetterPlaces(a);
        var (rise, fall) = (ulong.MaxValue, 0UL);
        var last = 1UL << (a.Length - 1);
        var distance = a.Length;
        foreach (var letter in b)
        {
            var equal = places[letter];
            var diagonal = (((equal & rise) + rise) ^ rise) | equal | fall;
            var up = fall | ~(diagonal | rise);
            var down = diagonal & rise;
            distance += (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            up = (up << 1) | 1;
            rise = (down << 1) | ~(diagonal | up);
            fall = up & diagonal;
        }

        return distance;
    }

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
