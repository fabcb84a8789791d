namespace Assay.Screening.Products.Matching;

/// <summary>How well matches agree with what is known of them.</summary>
/// <param name="Precision">Share of the pairs taken for matches that are.</param>
/// <param name="Recall">Share of the matches that were taken for such.</param>
public sealed record Quality(double Precision, double Recall)
{
    /// <summary>Their harmonic mean.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>Counts pairs with log-odds from a threshold upwards as matches.</summary>
    public static Quality Of(ReadOnlySpan<double> margins, ReadOnlySpan<bool> labels, double threshold)
    {
        var (taken, right, all) = (0, 0, 0);
        for (var i = 0; i < margins.Length; i++)
        {
            taken += margins[i] >= threshold ? 1 : 0;
            right += margins[i] >= threshold && labels[i] ? 1 : 0;
            all += labels[i] ? 1 : 0;
        }

        return new Quality(taken > 0 ? (double)right / taken : 0, all > 0 ? (double)right / all : 0);
    }

    /// <summary>
    /// The threshold of the highest F1. Where several are within a thousandth of it, the middle one: the highest point of few labels is where
    /// chance put it.
    /// </summary>
    public static double BestThreshold(double[] margins, bool[] labels)
    {
        var order = Enumerable.Range(0, margins.Length).OrderByDescending(i => margins[i]).ThenBy(i => i).ToArray();
        var all = labels.Count(l => l);
        var reached = new List<(double Threshold, double F1)>();
        var right = 0;
        for (var taken = 0; taken < order.Length; taken++)
        {
            right += labels[order[taken]] ? 1 : 0;
            var here = margins[order[taken]];
            if (taken + 1 == order.Length || margins[order[taken + 1]] < here)
            {
                var next = taken + 1 == order.Length ? here : margins[order[taken + 1]];
                reached.Add(((here + next) / 2, 2.0 * right / (taken + 1 + all)));
            }
        }

        var best = reached.Max(r => r.F1);
        var good = reached.Where(r => r.F1 >= best - 0.001).ToList();
        return good[good.Count / 2].Threshold;
    }
}
