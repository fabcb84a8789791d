namespace Assay.Screening.Products.Learning;

/// <summary>Trees that add up to log-odds.</summary>
internal sealed class Forest
{
    private readonly Tree[] trees;

    private Forest(double prior, Tree[] trees)
    {
        Prior = prior;
        this.trees = trees;
    }

    /// <summary>The log-odds before any tree.</summary>
    public double Prior { get; }

    /// <summary>
    /// Learns rows of <paramref name="width"/> features by gradient boosting with logistic loss (Friedman 2001, "Greedy function approximation").
    /// </summary>
    public static Forest Learn(float[] rows, int width, ReadOnlySpan<bool> labels, BoostingOptions options, CancellationToken stop)
    {
        var bins = Bins.Of(rows, width);
        var random = new SplitMix(options.Seed);
        var weights = new double[labels.Length];
        var positive = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = labels[i] ? options.PositiveWeight : 1;
            positive += labels[i] ? 1 : 0;
        }

        var prior = Math.Log((positive + 0.5) / (labels.Length - positive + 0.5));
        var margins = new double[labels.Length];
        Array.Fill(margins, prior);
        var (slopes, curves) = (new double[labels.Length], new double[labels.Length]);
        var grower = new GrowTree(bins, options);
        var grown = new Tree[options.Trees];
        for (var t = 0; t < grown.Length; t++)
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < margins.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-margins[i]));
                slopes[i] = weights[i] * (p - (labels[i] ? 1 : 0));
                curves[i] = weights[i] * Math.Max(p * (1 - p), 1e-9);
            }

            grown[t] = grower.Run(random.Choose(labels.Length, options.RowShare), random.Choose(width, options.FeatureShare), slopes, curves);
            for (var i = 0; i < margins.Length; i++)
            {
                margins[i] += grown[t].Margin(rows.AsSpan(i * width, width));
            }
        }

        return new Forest(prior, grown);
    }

    /// <summary>The log-odds of a row.</summary>
    public double Margin(ReadOnlySpan<float> row)
    {
        var margin = Prior;
        foreach (var tree in trees)
        {
            margin += tree.Margin(row);
        }

        return margin;
    }

    /// <summary>Adds what each feature contributed to the log-odds of a row, and returns what none did; together they are <see cref="Margin"/>.</summary>
    public double Explain(ReadOnlySpan<float> row, Span<double> byFeature)
    {
        var rest = Prior;
        foreach (var tree in trees)
        {
            rest += tree.Explain(row, byFeature);
        }

        return rest;
    }
}
