namespace Assay.Operators.Linking;

/// <summary>A link between two sellers by their ordinals.</summary>
/// <param name="One">The lower ordinal.</param>
/// <param name="Other">The higher.</param>
/// <param name="Bits">How sure it is, in bits; infinite where it was judged.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct SellerEdge(int One, int Other, double Bits);

/// <summary>
/// Puts linked sellers together, the surest link first. A judgement that two are not the same keeps their groups apart, whatever links them; and where one link alone
/// holds two groups of several sellers together, it must be very sure (<see cref="CutBridges"/>).
/// </summary>
internal sealed class GroupSellers
{
    private readonly DisjointSets sets;
    private readonly Dictionary<int, HashSet<int>> apart = [];

    private GroupSellers(int sellers) => sets = new DisjointSets(sellers);

    /// <summary>For each seller the lowest ordinal of its group.</summary>
    /// <param name="sellers">How many sellers there are.</param>
    /// <param name="links">Linked pairs in any order.</param>
    /// <param name="same">Pairs that were judged the same hand.</param>
    /// <param name="notSame">Pairs that were judged not to be.</param>
    public static int[] Run(int sellers, IEnumerable<SellerEdge> links, IEnumerable<(int One, int Other)> same, IEnumerable<(int One, int Other)> notSame)
    {
        var groups = new GroupSellers(sellers);
        foreach (var (one, other) in notSame)
        {
            groups.KeepApart(one, other);
        }

        foreach (var (one, other) in same.Order())
        {
            groups.Join(one, other);
        }

        var joining = links.OrderByDescending(l => l.Bits).ThenBy(l => l.One).ThenBy(l => l.Other).ToList();
        joining.ForEach(l => groups.Join(l.One, l.Other));
        return CutBridges.Run(groups.sets.Labels(), joining, same.ToList());
    }

    private static (int One, int Other) Key(int a, int b) => (Math.Min(a, b), Math.Max(a, b));

    private void KeepApart(int one, int other)
    {
        (apart.TryGetValue(one, out var a) ? a : apart[one] = []).Add(other);
        (apart.TryGetValue(other, out var b) ? b : apart[other] = []).Add(one);
    }

    // The lower ordinal leads, so that the order of joins leaves no trace.
    private bool Join(int one, int other)
    {
        var (into, from) = Key(sets.Find(one), sets.Find(other));
        if (into == from || (apart.TryGetValue(into, out var kept) && kept.Any(k => sets.Find(k) == from)))
        {
            return false;
        }

        sets.Join(into, from);
        if (apart.Remove(from, out var moved))
        {
            if (apart.TryGetValue(into, out var mine))
            {
                mine.UnionWith(moved);
            }
            else
            {
                apart[into] = moved;
            }
        }

        return true;
    }
}
