namespace Assay.Operators.Linking;

/// <summary>
/// Cuts groups where one link alone holds two groups of several sellers together and is not very sure, so that one mistake does not make one gang of two. The weakest
/// such link goes first; what it leaves is looked at again. Links whose loss parts a group are found in one walk (Tarjan 1974, "A note on finding the bridges of a graph").
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
        var edges = links.Concat(same.Select(s => new SellerEdge(s.One, s.Other, double.PositiveInfinity))).Where(e => groupOf[e.One] == groupOf[e.Other]).GroupBy(e => groupOf[e.One]);
        var groups = (int[])groupOf.Clone();
        foreach (var group in edges)
        {
            var parts = new Stack<SellerEdge[]>([[.. group]]);
            while (parts.TryPop(out var part))
            {
                Settle(part, groups, parts);
            }
        }

        return groups;
    }

    private static void Settle(SellerEdge[] edges, int[] groups, Stack<SellerEdge[]> parts)
    {
        var near = Near(edges);
        if (near.Count < 2 * Several || Weakest(edges, near) is not { } cut)
        {
            return;
        }

        var side = Reached(edges[cut].One, cut, edges, near);
        Name(side, groups);
        Name([.. near.Keys.Where(s => !side.Contains(s))], groups);
        parts.Push([.. edges.Where((e, i) => i != cut && side.Contains(e.One))]);
        parts.Push([.. edges.Where((e, i) => i != cut && !side.Contains(e.One))]);
    }

    private static void Name(HashSet<int> members, int[] groups)
    {
        var lowest = members.Min();
        foreach (var member in members)
        {
            groups[member] = lowest;
        }
    }

    // Edges by seller, as their places.
    private static Dictionary<int, List<int>> Near(SellerEdge[] edges)
    {
        var near = new Dictionary<int, List<int>>();
        for (var i = 0; i < edges.Length; i++)
        {
            (near.TryGetValue(edges[i].One, out var one) ? one : near[edges[i].One] = []).Add(i);
            (near.TryGetValue(edges[i].Other, out var other) ? other : near[edges[i].Other] = []).Add(i);
        }

        return near;
    }

    // The weakest bridge with several sellers on either side; null where there is none. Depth first without recursion: a chain of shops may be long.
    private static int? Weakest(SellerEdge[] edges, Dictionary<int, List<int>> near)
    {
        var seen = new Dictionary<int, Visit>();
        var root = edges[0].One;
        var path = new Stack<int>([root]);
        seen[root] = new Visit(-1, 0);
        int? weakest = null;
        while (path.TryPeek(out var at))
        {
            var visit = seen[at];
            if (visit.Next < near[at].Count)
            {
                Step(at, near[at][visit.Next++], edges, seen, path);
                continue;
            }

            path.Pop();
            if (visit.By < 0)
            {
                continue;
            }

            var above = seen[Other(edges[visit.By], at)];
            above.Lowest = Math.Min(above.Lowest, visit.Lowest);
            above.Size += visit.Size;
            var isBridge = visit.Lowest > above.Order;
            if (isBridge && edges[visit.By].Bits < BySingleLink && visit.Size >= Several && near.Count - visit.Size >= Several && (weakest is not { } best || IsWeaker(edges[visit.By], edges[best])))
            {
                weakest = visit.By;
            }
        }

        return weakest;
    }

    private static void Step(int at, int edge, SellerEdge[] edges, Dictionary<int, Visit> seen, Stack<int> path)
    {
        var visit = seen[at];
        var to = Other(edges[edge], at);
        if (edge == visit.By)
        {
            return;
        }

        if (seen.TryGetValue(to, out var known))
        {
            visit.Lowest = Math.Min(visit.Lowest, known.Order);
        }
        else
        {
            seen[to] = new Visit(edge, seen.Count);
            path.Push(to);
        }
    }

    private static bool IsWeaker(SellerEdge a, SellerEdge b) => (a.Bits, a.One, a.Other).CompareTo((b.Bits, b.One, b.Other)) < 0;

    private static HashSet<int> Reached(int from, int without, SellerEdge[] edges, Dictionary<int, List<int>> near)
    {
        var reached = new HashSet<int> { from };
        var next = new Queue<int>([from]);
        while (next.TryDequeue(out var at))
        {
            foreach (var there in near[at].Where(e => e != without).Select(e => Other(edges[e], at)).Where(reached.Add))
            {
                next.Enqueue(there);
            }
        }

        return reached;
    }

    private static int Other(SellerEdge edge, int seller) => edge.One == seller ? edge.Other : edge.One;

    private sealed class Visit(int by, int order)
    {
        public int By => by;

        public int Order { get; } = order;

        public int Lowest { get; set; } = order;

        public int Size { get; set; } = 1;

        public int Next { get; set; }
    }
}
