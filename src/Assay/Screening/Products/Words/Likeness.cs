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

        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        ulong inA = 0, inB = 0;
        var matches = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j < Math.Min(b.Length, i + reach + 1); j++)
            {
                if (a[i] == b[j] && (inB >> j & 1) == 0)
                {
                    inA |= 1UL << i;
                    inB |= 1UL << j;
                    matches++;
                    break;
                }
            }
        }

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

    private static int Swapped(ReadOnlySpan<char> a, ReadOnlySpan<char> b, ulong inA, ulong inB)
    {
        var (swapped, j) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if ((inA >> i & 1) == 0)
            {
                continue;
            }

            while ((inB >> j & 1) == 0)
            {
                j++;
            }

            swapped += a[i] == b[j++] ? 0 : 1;
        }

        return swapped;
    }
}
