using Assay.Screening.Products.Words;

namespace Assay.Operators.Records;

/// <summary>
/// The fewest letters to change, add, drop or swap with their neighbour (optimal string alignment: Damerau 1964, no part edited twice), a word of the machine
/// for a column of the table (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances").
/// </summary>
internal static class Edits
{
    /// <summary>Letters that are compared; of longer texts the first.</summary>
    public const int Longest = 64;

    /// <summary>The distance, 0 to <see cref="Longest"/>.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.Length > Longest ? a[..Longest] : a;
        b = b.Length > Longest ? b[..Longest] : b;
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.Length + b.Length;
        }

        var (rise, fall, before, former) = (ulong.MaxValue, 0UL, 0UL, 0UL);
        var last = 1UL << (a.Length - 1);
        var distance = a.Length;
        var places = new LetterPlaces(a);
        foreach (var letter in b)
        {
            var equal = places[letter];
            var swapped = ((~before & equal) << 1) & former;
            var diagonal = (((equal & rise) + rise) ^ rise) | equal | fall | swapped;
            var up = fall | ~(diagonal | rise);
            var down = diagonal & rise;
            distance += (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            up = (up << 1) | 1;
            down <<= 1;
            rise = down | ~(diagonal | up);
            fall = up & diagonal;
            (before, former) = (diagonal, equal);
        }

        return distance;
    }

    /// <summary>Letters that both have, in any order, of all letters of both (Dice): 0 to 1. Both are sorted.</summary>
    public static double Shared(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            var (x, y) = (a[i], b[j]);
            shared += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }

        return a.Length + b.Length == 0 ? 1 : 2.0 * shared / (a.Length + b.Length);
    }
}
