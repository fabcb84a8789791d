using System.Runtime.InteropServices;

namespace Assay.Screening.Products.Learning;

/// <summary>
/// Grows one tree on the derivatives of the loss, level by level, from histograms (Chen and Guestrin 2016, "XGBoost", equations 5 to 7). One
/// thread and one written order of sums, so that the same rows give the same bits.
/// </summary>
internal sealed class GrowTree(Bins bins, BoostingOptions options)
{
    private const int Width = Bins.Most + 2;

    private readonly double[] slope = new double[Width];
    private readonly double[] curve = new double[Width];
    private readonly List<TreeNode> nodes = [];

    /// <summary>The tree of the given rows and features.</summary>
    /// <param name="rows">Ordinals of the rows that it sees.</param>
    /// <param name="features">Features that it may split on, rising.</param>
    /// <param name="slopes">First derivatives of the loss by row.</param>
    /// <param name="curves">Second derivatives.</param>
    public Tree Run(int[] rows, int[] features, double[] slopes, double[] curves)
    {
        nodes.Clear();
        Grow(rows, features, slopes, curves, 0);
        return new Tree([.. nodes]);
    }

    private int Grow(int[] rows, int[] features, double[] slopes, double[] curves, int depth)
    {
        var (g, h) = (0.0, 0.0);
        foreach (var row in rows)
        {
            g += slopes[row];
            h += curves[row];
        }

        var at = nodes.Count;
        var value = -g / (h + options.Ridge) * options.Rate;
        nodes.Add(new TreeNode(-1, 0, MissingRight: false, 0, 0, value));
        if (depth == options.Depth || h < 2 * options.LeastWeight || Best(rows, features, slopes, curves, g, h) is not { Gain: > 1e-6 } split)
        {
            return at;
        }

        var column = bins.Columns[split.Feature];
        var left = Array.FindAll(rows, r => !GoesRight(column[r], split));
        var right = Array.FindAll(rows, r => GoesRight(column[r], split));
        var l = Grow(left, features, slopes, curves, depth + 1);
        var r = Grow(right, features, slopes, curves, depth + 1);
        var from = split.Bin < 2 ? float.NegativeInfinity : bins.Edges[split.Feature][split.Bin - 2];
        nodes[at] = new TreeNode(split.Feature, from, split.MissingRight, l, r, value);
        return at;
    }

    private static bool GoesRight(byte bin, Split split) => bin == 0 ? split.MissingRight : bin >= split.Bin;

    private Split Best(int[] rows, int[] features, double[] slopes, double[] curves, double g, double h)
    {
        var best = default(Split);
        foreach (var feature in features)
        {
            Array.Clear(slope);
            Array.Clear(curve);
            var column = bins.Columns[feature];
            foreach (var row in rows)
            {
                slope[column[row]] += slopes[row];
                curve[column[row]] += curves[row];
            }

            var last = bins.Edges[feature].Length + 1;
            best = Scan(feature, last, missingRight: false, g, h, best);
            if (curve[0] > 0)
            {
                best = Scan(feature, last, missingRight: true, g, h, best);
            }
        }

        return best;
    }

    // Splits before each bin; without a value left or right. Before the first bin it parts those without a value from all others.
    private Split Scan(int feature, int last, bool missingRight, double g, double h, Split best)
    {
        var (leftG, leftH) = missingRight ? (0.0, 0.0) : (slope[0], curve[0]);
        for (var bin = 1; bin <= last; bin++)
        {
            if (bin > 1)
            {
                leftG += slope[bin - 1];
                leftH += curve[bin - 1];
            }

            if (leftH < options.LeastWeight || h - leftH < options.LeastWeight)
            {
                continue;
            }

            var gain = Worth(leftG, leftH) + Worth(g - leftG, h - leftH) - Worth(g, h);
            if (gain > best.Gain)
            {
                best = new Split(feature, bin, missingRight, gain);
            }
        }

        return best;
    }

    private double Worth(double g, double h) => g * g / (h + options.Ridge);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Split(int Feature, int Bin, bool MissingRight, double Gain);
}
