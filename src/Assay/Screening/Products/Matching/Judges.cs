using System.Globalization;
using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Matching;

/// <summary>Judges pairs, by what was learned or by the cold table.</summary>
internal interface IJudge
{
    /// <summary>How well it judged labelled pairs that it had not seen; null where there were none.</summary>
    Quality? Held { get; }

    /// <summary>Log-odds above the threshold of the pair at a place, and its strongest reasons.</summary>
    (double Margin, string Reasons) Judge(int place);
}

/// <summary>Judges by a learned model.</summary>
internal sealed class LearnedJudge(MatchModel model) : IJudge
{
    private static readonly string[] Names = [.. PairFeatures.Names, "place_among_rivals"];

    /// <inheritdoc/>
    public Quality? Held => model.Held;

    /// <inheritdoc/>
    public (double Margin, string Reasons) Judge(int place) => (model.Margin(place) - model.Threshold, Reasons.Of(Names, model.Explain(place)));
}

/// <summary>Judges by the table of cold signals.</summary>
internal sealed class ColdJudge : IJudge
{
    private static readonly string[] Names = [.. ColdMatch.Names, "place_among_rivals"];

    private readonly Corpus corpus;
    private readonly PairSet pairs;
    private readonly double[] margins;
    private readonly bool alone;

    /// <summary>Judges every pair by itself first.</summary>
    public ColdJudge(Corpus corpus, PairSet pairs, MatchOptions options, CancellationToken stop)
    {
        this.corpus = corpus;
        this.pairs = pairs;
        alone = options.Alone;
        margins = new double[pairs.All.Length];
        Parallel.For(0, margins.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop }, i => margins[i] = ColdMatch.Margin(Features(i)));
    }

    /// <inheritdoc/>
    public Quality? Held => null;

    /// <inheritdoc/>
    public (double Margin, string Reasons) Judge(int place)
    {
        var rivals = new float[RivalFeatures.Names.Length];
        RivalFeatures.Write(pairs, margins, place, margins[place], rivals);
        var among = alone ? 0 : ColdMatch.AmongRivals(rivals);
        return (margins[place] + among, Reasons.Of(Names, [.. ColdMatch.Weigh(Features(place)), among]));
    }

    private float[] Features(int place)
    {
        var row = new float[PairFeatures.Width];
        PairFeatures.Write(corpus, pairs.All[place], row);
        return row;
    }
}

/// <summary>Writes what spoke for and against a pair.</summary>
internal static class Reasons
{
    private const int Most = 5;

    /// <summary>The strongest parts of the log-odds: <c>code_conflict -1.60; title_cosine +0.42</c>.</summary>
    public static string Of(string[] names, double[] weights) => string.Join(
        "; ",
        Enumerable.Range(0, names.Length).Where(i => Math.Abs(weights[i]) >= 0.005).OrderByDescending(i => Math.Abs(weights[i])).ThenBy(i => i).Take(Most)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{names[i]} {weights[i]:+0.00;-0.00}")));
}
