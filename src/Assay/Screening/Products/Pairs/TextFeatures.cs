using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Pairs;

/// <summary>How much two rows' words agree, and how telling what is left over is. Rarity weighs every word.</summary>
internal static class TextFeatures
{
    private const int MostTokens = 40;

    /// <summary>The features' names, in the order in which they are written.</summary>
    public static readonly string[] Names =
    [
        "title_cosine", "all_cosine", "gram_cosine", "title_jaccard", "left_title_in_right", "right_title_in_left", "left_title_in_right_title", "right_title_in_left_title",
        "left_soft", "right_soft", "soft_least", "left_over_max", "right_over_max", "left_over_sum", "right_over_sum", "left_over_count", "right_over_count",
        "left_over_all_max", "right_over_all_max", "both_over_max", "shared_max", "shared_second", "shared_sum", "first_word_same", "second_word_same", "title_jaro", "title_length_ratio",
        "left_words", "right_words", "shared_run", "last_word_same", "order_kept", "over_all_sum",
    ];

    /// <summary>Writes the features of a pair.</summary>
    public static void Write(Corpus corpus, Pair pair, Span<float> to)
    {
        var (left, right) = (corpus.Left, corpus.Right);
        var (a, b) = (left.Profiles[pair.Left], right.Profiles[pair.Right]);
        var (titleA, titleB) = (left.Title[pair.Left], right.Title[pair.Right]);
        var (allA, allB) = (left.All[pair.Left], right.All[pair.Right]);
        var shared = titleA.Shared(titleB);
        var overA = LeftOver.Of(corpus.Words, a, b);
        var overB = LeftOver.Of(corpus.Words, b, a);
        ReadOnlySpan<double> values =
        [
            titleA.Cosine(titleB), allA.Cosine(allB), left.Grams[pair.Left].Cosine(right.Grams[pair.Right]),
            Ratio(shared, titleA.Sum + titleB.Sum - shared), Ratio(titleA.Shared(allB), titleA.Sum), Ratio(titleB.Shared(allA), titleB.Sum),
            Ratio(shared, titleA.Sum), Ratio(shared, titleB.Sum),
            overA.Share, overB.Share, Math.Min(overA.Share, overB.Share), overA.Max, overB.Max, overA.Sum, overB.Sum, overA.Count, overB.Count,
            overA.MaxOfAll, overB.MaxOfAll, Math.Min(overA.Max, overB.Max), overA.SharedMax, overA.SharedSecond, shared,
            WordSame(a, b, 0), WordSame(a, b, 1), Likeness.JaroWinkler(a.FoldedTitle, b.FoldedTitle),
            Ratio(Math.Min(a.Title.Count, b.Title.Count), Math.Max(a.Title.Count, b.Title.Count)), a.Title.Count, b.Title.Count,
            LongestRun(a, b), WordSame(a, b, -1), Order(a, b), overA.SumOfAll + overB.SumOfAll,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            to[i] = (float)values[i];
        }
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static double WordSame(Profile a, Profile b, int at)
    {
        var (i, j) = at < 0 ? (a.Title.Count - 1, b.Title.Count - 1) : (at, at);
        return i >= 0 && j >= 0 && i < a.Title.Count && j < b.Title.Count ? (a.Title[i].Text == b.Title[j].Text ? 1 : 0) : double.NaN;
    }

    // The most words that stand in a row in both titles.
    private static double LongestRun(Profile a, Profile b)
    {
        var longest = 0;
        var n = Math.Min(a.Title.Count, MostTokens);
        var m = Math.Min(b.Title.Count, MostTokens);
        Span<int> row = stackalloc int[MostTokens + 1];
        row.Clear();
        for (var i = 0; i < n; i++)
        {
            var diagonal = 0;
            for (var j = 0; j < m; j++)
            {
                var above = row[j + 1];
                row[j + 1] = a.Title[i].Text == b.Title[j].Text ? diagonal + 1 : 0;
                longest = Math.Max(longest, row[j + 1]);
                diagonal = above;
            }
        }

        return longest;
    }

    // Of the words that both have, the share that follows in the same order.
    private static double Order(Profile a, Profile b)
    {
        var (kept, all, last) = (0, 0, -1);
        foreach (var token in a.Title)
        {
            var at = b.Title.IndexOf(token);
            if (at >= 0)
            {
                all++;
                kept += at > last ? 1 : 0;
                last = at;
            }
        }

        return all > 1 ? (double)kept / all : double.NaN;
    }
}
