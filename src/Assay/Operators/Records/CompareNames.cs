using Assay.Screening.Text;

namespace Assay.Operators.Records;

/// <summary>
/// How likely two names of people or companies are the same, 0 to 1: words are paired by the fewest edits, in any order. A word in the place of another counts
/// against, a word left out hardly does for a person (patronymics, second names) and does for a company (countries, numbers of a series).
/// </summary>
internal static class CompareNames
{
    /// <summary>From here on two names are taken for the same.</summary>
    public const double Same = 0.64;

    // Words further apart than this are different words.
    private const double LeastOfWord = 0.6;

    private const double Replaced = 0.2;
    private const double LeftOutOfPerson = 0.9;
    private const double LeftOutOfCompany = 0.6;
    private const int MostWords = 24;

    /// <summary>Compares names as they are written.</summary>
    public static double Run(string a, string b)
    {
        var isCompany = NameWords.LooksLikeCompany(a) || NameWords.LooksLikeCompany(b);
        var (left, right) = (NameWords.Of(a, isCompany), NameWords.Of(b, isCompany));
        return Math.Max(Run(left, right, isCompany), Run(Latin(left), Latin(right), isCompany));
    }

    /// <summary>Compares names by their words.</summary>
    public static double Run(string[] a, string[] b, bool isCompany)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return 0;
        }

        if (string.Concat(a) == string.Concat(b))
        {
            return 1;
        }

        (a, b) = (a.Length > MostWords ? a[..MostWords] : a, b.Length > MostWords ? b[..MostWords] : b);
        var (likeness, paired) = Pair(a, b);
        if (paired == 0)
        {
            return 0;
        }

        var replaced = Math.Min(a.Length, b.Length) - paired;
        var leftOut = Math.Abs(a.Length - b.Length);
        var few = paired == 1 && leftOut > 0 ? 0.7 : 1;
        return likeness * Math.Pow(Replaced, replaced) * Math.Pow(isCompany ? LeftOutOfCompany : LeftOutOfPerson, leftOut) * few;
    }

    // The likest words first; what they come to is the product of their likeness.
    private static (double Likeness, int Paired) Pair(string[] a, string[] b)
    {
        var near = new List<(double Likeness, int Left, int Right)>();
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                if (OfWords(a[i], b[j]) is var alike and >= LeastOfWord)
                {
                    near.Add((alike, i, j));
                }
            }
        }

        near.Sort((x, y) => x.Likeness != y.Likeness ? y.Likeness.CompareTo(x.Likeness) : (x.Left, x.Right).CompareTo((y.Left, y.Right)));
        var (inA, inB) = (0u, 0u);
        var (likeness, paired) = (1.0, 0);
        foreach (var (alike, i, j) in near)
        {
            if ((inA >> i & 1) == 0 && (inB >> j & 1) == 0)
            {
                inA |= 1u << i;
                inB |= 1u << j;
                likeness *= alike;
                paired++;
            }
        }

        return (likeness, paired);
    }

    // Numbers tell members of a series apart; an initial stands for its word.
    private static double OfWords(string a, string b)
    {
        if (a == b)
        {
            return 1;
        }

        if (char.IsAsciiDigit(a[0]) || char.IsAsciiDigit(b[0]))
        {
            return 0;
        }

        return a.Length == 1 || b.Length == 1 ? (a[0] == b[0] && char.IsLetter(a[0]) ? 0.8 : 0) : 1 - ((double)Edits.Between(a, b) / Math.Max(a.Length, b.Length));
    }

    private static string[] Latin(string[] words) => [.. words.Select(w => Romanise.Run(w) is { Length: > 0 } latin ? latin : w)];
}
