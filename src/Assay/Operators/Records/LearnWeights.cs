using System.Runtime.InteropServices;
using Assay.Screening.Products.Learning;

namespace Assay.Operators.Records;

/// <summary>
/// Learns, without labels, how often records of one and the same agree to each degree (m) and how often others do (u): Fellegi and Sunter 1969, "A theory for
/// record linkage", by expectation and maximisation (Winkler 1988). Others are drawn at random from all pairs; the same are sought among the candidates, of
/// which nearly all pairs of one and the same are.
/// </summary>
internal sealed class LearnWeights(RecordTable table)
{
    /// <summary>Pairs that what is presumed of a field counts as.</summary>
    public const double PresumedPairs = 20;

    private const int MostDrawn = 1_000_000;
    private const int MostRounds = 60;
    private const double Settled = 1e-5;

    // Of all pairs at most a tenth are of one and the same, however small the table.
    private const double MostPrior = 0.1;

    /// <summary>The weights.</summary>
    /// <param name="candidates">Candidates by pattern.</param>
    /// <param name="stop">Stops.</param>
    public FieldWeights Run(IReadOnlyDictionary<ulong, long> candidates, CancellationToken stop)
    {
        var drawn = Draw(stop);
        var pairs = Math.Max(1, 0.5 * table.Count * (table.Count - 1.0));
        var weights = FieldWeights.Presumed(table.Fields, table.Count);
        weights = weights.WithOthers(Share(drawn, weights, ofSame: false));
        for (var round = 0; round < MostRounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var same = candidates.Sum(c => c.Value * Odds.Probability(weights.Of(c.Key)));
            var next = weights.WithSame(Share(candidates, weights, ofSame: true)).WithOthers(Share(drawn, weights, ofSame: false)).WithPrior(Math.Clamp(same / pairs, Math.Min(MostPrior, 0.5 / pairs), MostPrior));
            next = next.WithSwapped(candidates.Sum(c => RecordPairs.IsSwapped(c.Key, table.Fields.Length) ? c.Value * Odds.Probability(weights.Of(c.Key)) : 0), same);
            var moved = Math.Abs(next.Prior - weights.Prior) / weights.Prior;
            weights = next;
            if (moved < Settled)
            {
                break;
            }
        }

        return weights;
    }

    // Pairs by field and degree, each as far as it is of one and the same, or as far as it is not.
    private double[][] Share(IReadOnlyDictionary<ulong, long> patterns, FieldWeights weights, bool ofSame)
    {
        var shares = Array.ConvertAll(table.Fields, _ => new double[16]);
        foreach (var (pattern, count) in patterns)
        {
            var same = Odds.Probability(weights.Of(pattern));
            var share = count * (ofSame ? same : 1 - same);
            for (var field = 0; field < shares.Length; field++)
            {
                shares[field][Degrees.Straight(RecordPairs.Degree(pattern, field))] += share;
            }
        }

        return shares;
    }

    private Dictionary<ulong, long> Draw(CancellationToken stop)
    {
        var compare = new RecordPairs(table);
        var patterns = new Dictionary<ulong, long>();
        var all = 0.5 * table.Count * (table.Count - 1.0);
        var random = new SplitMix(1);
        for (var n = 0; n < Math.Min(all, MostDrawn); n++)
        {
            var left = random.Below(table.Count);
            var right = random.Below(table.Count - 1);
            right += right >= left ? 1 : 0;
            CollectionsMarshal.GetValueRefOrAddDefault(patterns, compare.Compare(Math.Min(left, right), Math.Max(left, right)), out _)++;
            if ((n & 0xFFFF) == 0)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        return patterns;
    }
}
