using Assay.Screening.Products.Learning;
using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Matching;

/// <summary>
/// Two stages of boosted trees. The first judges a pair by itself; the second also sees how it stands among its rivals by the first. Each stage is
/// one model for each fold of the labelled pairs, so that what the second learns from was judged by a first that did not know the answer
/// (stacking: Wolpert 1992, "Stacked generalization").
/// </summary>
internal sealed class MatchModel
{
    private readonly PairSet pairs;
    private readonly Corpus corpus;
    private readonly double[] margins;
    private readonly double[] rivals;
    private readonly Forest[] first;
    private readonly Forest[] second;

    private MatchModel(Corpus corpus, PairSet pairs, Forest[] first, Forest[] second, double[] margins, double[] rivals)
    {
        this.corpus = corpus;
        this.pairs = pairs;
        this.first = first;
        this.second = second;
        this.margins = margins;
        this.rivals = rivals;
    }

    /// <summary>Log-odds from here on are a match.</summary>
    public double Threshold { get; private init; }

    /// <summary>How well labelled pairs were judged by models that had not seen them.</summary>
    public required Quality Held { get; init; }

    /// <summary>Learns.</summary>
    /// <param name="corpus">Both tables.</param>
    /// <param name="pairs">Every pair that is to be judged or is a rival, with the labelled ones.</param>
    /// <param name="train">Labelled pairs to learn from: matches and others, some of each for every fold.</param>
    /// <param name="valid">Further labelled pairs, which only help to choose the threshold.</param>
    /// <param name="options">How.</param>
    /// <param name="stop">Stops.</param>
    public static MatchModel Learn(Corpus corpus, PairSet pairs, LabelledPair[] train, LabelledPair[] valid, MatchOptions options, CancellationToken stop)
    {
        var learning = new LearnStages(corpus, pairs, train, options, stop);
        var (first, second, held) = learning.Run();
        var mean = learning.MeanMargins;
        var known = learning.WithKnown(mean);
        var labels = train.Concat(valid).Select(p => p.IsMatch).ToArray();
        var model = new MatchModel(corpus, pairs, first, second, mean, known) { Held = new Quality(0, 0) };
        var all = held.Concat(valid.Select(p => model.Margin(pairs.Place(p.Pair)))).ToArray();
        var threshold = Quality.BestThreshold(all, labels);
        return new MatchModel(corpus, pairs, first, second, mean, known)
        {
            Threshold = threshold,
            Held = Quality.Of(held, [.. train.Select(p => p.IsMatch)], threshold),
        };
    }

    /// <summary>The log-odds that the pair at a place is a match.</summary>
    public double Margin(int place)
    {
        if (second.Length == 0)
        {
            return margins[place];
        }

        var row = new float[LearnStages.Width];
        LearnStages.WriteRow(corpus, pairs, rivals, place, margins[place], row);
        var sum = 0.0;
        foreach (var forest in second)
        {
            sum += forest.Margin(row);
        }

        return sum / second.Length;
    }

    /// <summary>
    /// What spoke for and against the pair at a place, in log-odds by feature: the first stage's features, and last the place among its rivals, which
    /// is what the second stage made of the first's answer. With the rest they sum to the margin.
    /// </summary>
    public double[] Explain(int place)
    {
        var row = new float[LearnStages.Width];
        LearnStages.WriteRow(corpus, pairs, rivals, place, margins[place], row);
        var weights = new double[PairFeatures.Width + 1];
        foreach (var forest in first)
        {
            forest.Explain(row.AsSpan(0, PairFeatures.Width), weights);
        }

        for (var i = 0; i < PairFeatures.Width; i++)
        {
            weights[i] /= first.Length;
        }

        weights[^1] = Margin(place) - margins[place];
        return weights;
    }
}
