namespace Assay.Screening.Products.Pairs;

/// <summary>
/// Pairs worth comparing: for each row of either table the rows of the other that share most with it, by rare words and codes of all columns.
/// Words that many rows have are passed over, so that the work grows with the rows and not with their square.
/// </summary>
internal static class Candidates
{
    /// <summary>Candidates kept for each row.</summary>
    public const int MostOfRow = 20;

    // A word that more rows of a table have costs more than it tells.
    private const int MostRowsOfWord = 500;

    /// <summary>The pairs by left and right row, each once.</summary>
    public static List<Pair> Of(Corpus corpus, CancellationToken stop)
    {
        var found = new HashSet<Pair>();
        found.UnionWith(Nearest(corpus.Left, corpus.Right, RowsByTerm(corpus.Right, corpus.Words.Count), MostOfRow, stop));
        found.UnionWith(Nearest(corpus.Right, corpus.Left, RowsByTerm(corpus.Left, corpus.Words.Count), MostOfRow, stop).Select(p => new Pair(p.Right, p.Left)));
        return [.. found.OrderBy(p => p.Left).ThenBy(p => p.Right)];
    }

    /// <summary>For each row of the left table those of the right that share most with it.</summary>
    /// <param name="corpus">Both tables.</param>
    /// <param name="rows">The right table's rows by word, as <see cref="RowsByTerm"/> has them.</param>
    /// <param name="most">Candidates kept for each row.</param>
    /// <param name="stop">Stops.</param>
    public static IEnumerable<Pair> OfLeft(Corpus corpus, List<int>?[] rows, int most, CancellationToken stop) => Nearest(corpus.Left, corpus.Right, rows, most, stop);

    private static IEnumerable<Pair> Nearest(Side from, Side to, List<int>?[] rows, int most, CancellationToken stop)
    {
        var scores = new double[to.Profiles.Length];
        var touched = new List<int>();
        for (var row = 0; row < from.Profiles.Length; row++)
        {
            stop.ThrowIfCancellationRequested();
            Score(from.All[row], from.Title[row], to, rows, scores, touched);
            foreach (var near in Best(touched, scores, most))
            {
                yield return new Pair(row, near);
            }

            touched.ForEach(t => scores[t] = 0);
            touched.Clear();
        }
    }

    // What both titles have counts double.
    private static void Score(SparseVector all, SparseVector title, Side to, List<int>?[] rows, double[] scores, List<int> touched)
    {
        for (var i = 0; i < all.Terms.Length; i++)
        {
            // A word that came later than the index has no rows.
            if (all.Terms[i] >= rows.Length || rows[all.Terms[i]] is not { Count: <= MostRowsOfWord } having)
            {
                continue;
            }

            var inTitle = title.Has(all.Terms[i]);
            var weight = (double)all.Weights[i] * all.Weights[i];
            foreach (var row in having)
            {
                if (scores[row] == 0)
                {
                    touched.Add(row);
                }

                scores[row] += (inTitle && to.Title[row].Has(all.Terms[i]) ? weight : weight / 4) / (5 + to.Title[row].Norm);
            }
        }
    }

    private static IEnumerable<int> Best(List<int> touched, double[] scores, int most) =>
        touched.OrderByDescending(t => scores[t]).ThenBy(t => t).Take(most);

    /// <summary>A table's rows by word; null for a word that none has.</summary>
    /// <param name="side">The table.</param>
    /// <param name="terms">How many words are known.</param>
    public static List<int>?[] RowsByTerm(Side side, int terms)
    {
        var rows = new List<int>?[terms];
        for (var row = 0; row < side.All.Length; row++)
        {
            foreach (var term in side.All[row].Terms)
            {
                (rows[term] ??= []).Add(row);
            }
        }

        return rows;
    }
}
