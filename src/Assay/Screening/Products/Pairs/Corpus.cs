namespace Assay.Screening.Products.Pairs;

/// <summary>Both tables, read and weighed: how rare each word is goes by the rows of both.</summary>
internal sealed class Corpus
{
    private Corpus(Side left, Side right, Vocabulary words, Vocabulary grams)
    {
        Left = left;
        Right = right;
        Words = words;
        Grams = grams;
    }

    /// <summary>The left table.</summary>
    public Side Left { get; }

    /// <summary>The right table.</summary>
    public Side Right { get; }

    /// <summary>Words of all columns.</summary>
    public Vocabulary Words { get; }

    /// <summary>Three letters in a row of titles, a space at each end of a word.</summary>
    public Vocabulary Grams { get; }

    /// <summary>Reads two tables.</summary>
    public static Corpus Of(IReadOnlyList<Product> left, IReadOnlyList<Product> right)
    {
        var words = new Vocabulary();
        var grams = new Vocabulary();
        var sides = new[] { left, right }.Select(side => Count(side, words, grams)).ToArray();
        return new Corpus(sides[0].Weigh(words, grams), sides[1].Weigh(words, grams), words, grams);
    }

    /// <summary>The same right table beside another left one, whose words do not count: what a left row comes to does not depend on the others.</summary>
    public Corpus Beside(IReadOnlyList<Product> left)
    {
        var words = new Vocabulary(Words);
        var grams = new Vocabulary(Grams);
        return new Corpus(Count(left, words, grams).Weigh(words, grams), Right, words, grams);
    }

    private static Counted Count(IReadOnlyList<Product> products, Vocabulary words, Vocabulary grams)
    {
        var same = new HashSet<string>(StringComparer.Ordinal);
        var profiles = products.Select(p => Profile.Of(p, same)).ToArray();
        var all = profiles.Select(p => words.Add(p.All.Select(t => t.Text).Concat(p.Codes))).ToArray();
        return new Counted(
            profiles,
            [.. profiles.Select(p => p.Title.Select(t => words.Find(t.Text)).Concat(p.Codes.Select(words.Find)).Distinct().Order().ToArray())],
            all,
            [.. profiles.Select(p => grams.Add(GramsOf(p)))]);
    }

    private static IEnumerable<string> GramsOf(Profile profile)
    {
        foreach (var token in profile.Title)
        {
            var padded = $" {token.Text} ";
            for (var i = 0; i + 3 <= padded.Length; i++)
            {
                yield return padded.Substring(i, 3);
            }
        }
    }

    private sealed record Counted(Profile[] Profiles, int[][] Title, int[][] All, int[][] Grams)
    {
        public Side Weigh(Vocabulary words, Vocabulary grams) =>
            new(Profiles, [.. Title.Select(words.Weigh)], [.. All.Select(words.Weigh)], [.. Grams.Select(grams.Weigh)]);
    }
}

/// <summary>One table.</summary>
/// <param name="Profiles">Its rows.</param>
/// <param name="Title">Words and codes of each title.</param>
/// <param name="All">Words and codes of all columns.</param>
/// <param name="Grams">Letters in threes of each title.</param>
internal sealed record Side(Profile[] Profiles, SparseVector[] Title, SparseVector[] All, SparseVector[] Grams);

/// <summary>A row of the left table with one of the right, by their ordinals.</summary>
/// <param name="Left">The left row.</param>
/// <param name="Right">The right row.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Pair(int Left, int Right);
