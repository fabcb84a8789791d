using Assay.Screening.Products.Learning;
using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Matching;

/// <summary>Learns both stages fold by fold.</summary>
internal sealed class LearnStages(Corpus corpus, PairSet pairs, LabelledPair[] train, MatchOptions options, CancellationToken stop)
{
    /// <summary>Features of the second stage: a pair's own, and those of its rivals.</summary>
    public static readonly int Width = PairFeatures.Width + RivalFeatures.Names.Length;

    private readonly bool[] labels = [.. train.Select(p => p.IsMatch)];
    private readonly double[][] judged = [.. Enumerable.Range(0, options.Folds).Select(_ => new double[pairs.All.Length])];

    /// <summary>The first stage's log-odds of every pair, the mean of its models.</summary>
    public double[] MeanMargins => [.. Enumerable.Range(0, pairs.All.Length).Select(i => judged.Sum(j => j[i]) / options.Folds)];

    /// <summary>The models, and the second stage's log-odds of each labelled pair by the one that did not see it.</summary>
    public (Forest[] First, Forest[] Second, double[] Held) Run()
    {
        var folds = Folds();
        var own = Rows();
        var rows = new float[train.Length * Width];
        var first = Enumerable.Range(0, options.Folds).Select(fold => LearnWithout(fold, folds, own, PairFeatures.Width, 0)).ToArray();
        Judge(first);
        if (options.Alone)
        {
            return (first, [], [.. train.Select((p, i) => judged[folds[i]][pairs.Place(p.Pair)])]);
        }

        var second = new List<Forest>();
        var held = new double[train.Length];
        for (var fold = 0; fold < options.Folds; fold++)
        {
            FillSecond(fold, folds, rows);
        }

        for (var fold = 0; fold < options.Folds; fold++)
        {
            for (var seed = 1; seed <= options.Seeds; seed++)
            {
                var forest = LearnWithout(fold, folds, rows, Width, seed);
                second.Add(forest);
                foreach (var i in Enumerable.Range(0, train.Length).Where(i => folds[i] == fold))
                {
                    held[i] += forest.Margin(rows.AsSpan(i * Width, Width)) / options.Seeds;
                }
            }
        }

        return (first, [.. second], held);
    }

    /// <summary>Log-odds in which labelled pairs stand with their answers, for their rivals to see.</summary>
    public double[] WithKnown(double[] margins)
    {
        var known = (double[])margins.Clone();
        foreach (var (pair, isMatch) in train)
        {
            var place = pairs.Place(pair);
            known[place] = isMatch ? Math.Max(margins[place], options.Known) : Math.Min(margins[place], -options.Known);
        }

        return known;
    }

    /// <summary>Writes the second stage's features of a pair.</summary>
    public static void WriteRow(Corpus corpus, PairSet pairs, double[] rivals, int place, double own, Span<float> to)
    {
        PairFeatures.Write(corpus, pairs.All[place], to[..PairFeatures.Width]);
        RivalFeatures.Write(pairs, rivals, place, own, to[PairFeatures.Width..]);
    }

    // Each fold has its share of matches.
    private int[] Folds()
    {
        var folds = new int[train.Length];
        var (matches, others) = (0, 0);
        foreach (var i in new SplitMix(options.Seed).Shuffle(train.Length))
        {
            folds[i] = (labels[i] ? matches++ : others++) % options.Folds;
        }

        return folds;
    }

    private float[] Rows()
    {
        var rows = new float[train.Length * PairFeatures.Width];
        InParallel(train.Length, i => PairFeatures.Write(corpus, train[i].Pair, rows.AsSpan(i * PairFeatures.Width, PairFeatures.Width)));
        return rows;
    }

    private Forest LearnWithout(int fold, int[] folds, float[] rows, int width, int seed)
    {
        var seen = Enumerable.Range(0, train.Length).Where(i => folds[i] != fold).ToArray();
        var some = new float[seen.Length * width];
        for (var i = 0; i < seen.Length; i++)
        {
            rows.AsSpan(seen[i] * width, width).CopyTo(some.AsSpan(i * width));
        }

        var number = (ulong)((fold * (options.Seeds + 1)) + seed);
        return Forest.Learn(some, width, [.. seen.Select(i => labels[i])], options.Boosting with { Seed = (options.Seed * 1000) + number }, stop);
    }

    // All models at once: to compare two rows costs more than to judge them.
    private void Judge(Forest[] first) => InParallel(pairs.All.Length, i =>
    {
        var row = new float[PairFeatures.Width];
        PairFeatures.Write(corpus, pairs.All[i], row);
        for (var fold = 0; fold < first.Length; fold++)
        {
            judged[fold][i] = first[fold].Margin(row);
        }
    });

    // A labelled pair's rivals are seen as the model sees them that does not know the pair.
    private void FillSecond(int fold, int[] folds, float[] rows)
    {
        var known = WithKnown(judged[fold]);
        InParallel(train.Length, i =>
        {
            if (folds[i] == fold)
            {
                var place = pairs.Place(train[i].Pair);
                WriteRow(corpus, pairs, known, place, judged[fold][place], rows.AsSpan(i * Width, Width));
            }
        });
    }

    private void InParallel(int count, Action<int> each) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop }, each);
}
