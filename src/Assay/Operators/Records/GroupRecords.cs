namespace Assay.Operators.Records;

/// <summary>A pair with its log-odds of being of one and the same.</summary>
/// <param name="Pair">The rows.</param>
/// <param name="Bits">Log-odds in bits.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct ScoredPair(RowPair Pair, double Bits);

/// <summary>
/// Puts records together, the surest pair first. Two groups become one where the pairs between them speak for it on the whole: one likely pair does not join
/// groups that else contradict each other.
/// </summary>
internal sealed class GroupRecords(int count, Func<RowPair, double> bits)
{
    // Pairs between two groups that are looked at; of larger groups, the first rows of each.
    private const int MostOfGroup = 24;

    // A single pair says at most so much among the others.
    private const double Most = 20;

    private readonly int[] group = [.. Enumerable.Range(0, count)];
    private readonly Dictionary<int, List<int>> members = [];

    /// <summary>The first row of each row's group.</summary>
    /// <param name="pairs">Scored pairs in any order.</param>
    /// <param name="least">Bits from which a pair may join groups.</param>
    /// <param name="mean">Bits that all pairs between two groups must have in the mean.</param>
    public int[] Run(IEnumerable<ScoredPair> pairs, double least, double mean)
    {
        foreach (var (pair, _) in pairs.Where(p => p.Bits >= least).OrderByDescending(p => p.Bits).ThenBy(p => p.Pair.Left).ThenBy(p => p.Pair.Right))
        {
            var (a, b) = (group[pair.Left], group[pair.Right]);
            if (a != b && Mean(Members(a), Members(b)) >= mean)
            {
                Join(Math.Min(a, b), Math.Max(a, b));
            }
        }

        return group;
    }

    private List<int> Members(int of) => members.TryGetValue(of, out var known) ? known : [of];

    private double Mean(List<int> a, List<int> b)
    {
        var (sum, pairs) = (0.0, 0);
        foreach (var one in a.Take(MostOfGroup))
        {
            foreach (var other in b.Take(MostOfGroup))
            {
                sum += Math.Clamp(bits(new RowPair(Math.Min(one, other), Math.Max(one, other))), -Most, Most);
                pairs++;
            }
        }

        return sum / pairs;
    }

    private void Join(int into, int from)
    {
        var (kept, moved) = (Members(into), Members(from));
        kept.AddRange(moved);
        members[into] = kept;
        members.Remove(from);
        moved.ForEach(m => group[m] = into);
    }
}
