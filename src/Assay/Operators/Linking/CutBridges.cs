namespace Assay.Operators.Linking;

/// <summary>
/// Cuts groups where one link alone holds two groups of several sellers together and is not very sure, so that one mistake does not make one gang of two. The weakest
/// such link goes first; what it leaves is looked at again.
/// </summary>
internal static class CutBridges
{
    // Sellers on either side of a link from which on it must be this sure.
    private const int Several = 3;
    private const double BySingleLink = 12;

    /// <summary>For each seller the lowest ordinal of its group after the cuts.</summary>
    /// <param name="groupOf">The same before.</param>
    /// <param name="links">Linked pairs, those between groups too.</param>
    /// <param name="same">Pairs that were judged the same, which are never cut.</param>
    public static int[] Run(int[] groupOf, IReadOnlyList<SellerEdge> links, IReadOnlyList<(int One, int Other)> same)
    {
        var edges = links.Concat(same.Select(s => new SellerEdge(s.One, s.Other, double.PositiveInfinity)))
            .Where(e => groupOf[e.One] == groupOf[e.Other]).GroupBy(e => groupOf[e.One]);
        var groups = (int[])groupOf.Clone();
        foreach (var group in edges)
        {
            Settle([.. group.OrderBy(e => e.Bits).ThenBy(e => e.One).ThenBy(e => e.Other)], groups);
        }

        return groups;
    }

    private static void Settle(List<SellerEdge> edges, int[] groups)
    {
        var members = edges.SelectMany(e => (int[])[e.One, e.Other]).ToHashSet();
        if (members.Count < 2 * Several)
        {
            return;
        }

        foreach (var edge in edges.Where(e => e.Bits < BySingleLink))
        {
            var others = edges.Where(e => e != edge).ToList();
            var side = Reached(edge.One, others);
            if (!side.Contains(edge.Other) && side.Count >= Several && members.Count - side.Count >= Several)
            {
                Part([.. others.Where(e => side.Contains(e.One))], side, groups);
                Part([.. others.Where(e => !side.Contains(e.One))], [.. members.Except(side)], groups);
                return;
            }
        }
    }

    private static void Part(List<SellerEdge> edges, HashSet<int> members, int[] groups)
    {
        var lowest = members.Min();
        foreach (var member in members)
        {
            groups[member] = lowest;
        }

        Settle(edges, groups);
    }

    private static HashSet<int> Reached(int from, List<SellerEdge> edges)
    {
        var near = edges.SelectMany(e => (IEnumerable<(int From, int To)>)[(e.One, e.Other), (e.Other, e.One)]).ToLookup(e => e.From, e => e.To);
        var reached = new HashSet<int> { from };
        var next = new Queue<int>([from]);
        while (next.TryDequeue(out var at))
        {
            foreach (var there in near[at].Where(reached.Add))
            {
                next.Enqueue(there);
            }
        }

        return reached;
    }
}
