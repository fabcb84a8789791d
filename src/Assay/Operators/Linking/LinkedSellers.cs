using Assay.Operators.Traits;
using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>A seller who belongs to an operator.</summary>
/// <param name="Operator">The operator's id.</param>
/// <param name="Seller">The seller's ordinal.</param>
/// <param name="Tie">Its surest link to another member; null where only a judgement ties it.</param>
/// <param name="Since">Microseconds since 1970 from which it was linked to any member; null likewise.</param>
internal sealed record OperatorMember(string Operator, int Seller, SellerPair? Tie, long? Since)
{
    /// <summary>How sure it is that it belongs, 0 to 1.</summary>
    public double Strength => Tie?.Weighed.Probability ?? 1;
}

/// <summary>Sellers, links and groups as of a moment, in memory.</summary>
internal sealed class LinkedSellers
{
    private LinkedSellers(TraitsOfSellers traits, FindLinks find, List<SellerPair> links, JudgedPairs judged)
    {
        Traits = traits;
        Find = find;
        var keptApart = judged.NotSame.ToHashSet();
        Links = [.. links.Where(l => !keptApart.Contains((l.One, l.Other)))];
        GroupOf = GroupSellers.Run(traits.Sellers.Length, Links, judged.Same, judged.NotSame);
        Groups = [.. Enumerable.Range(0, GroupOf.Count).GroupBy(s => GroupOf[s]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    /// <summary>What the sellers are known by.</summary>
    public TraitsOfSellers Traits { get; }

    /// <summary>Weighs pairs.</summary>
    public FindLinks Find { get; }

    /// <summary>Pairs that are linked and were not judged apart.</summary>
    public IReadOnlyList<SellerPair> Links { get; }

    /// <summary>For each seller the lowest ordinal of its group.</summary>
    public IReadOnlyList<int> GroupOf { get; }

    /// <summary>All groups, those of one seller too.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Links the sellers as they were known at a moment.</summary>
    public static LinkedSellers Of(IWarehouse warehouse, DateTime asOf, CancellationToken stop)
    {
        var traits = TraitsOfSellers.Read(warehouse, asOf);
        var ordinals = traits.Sellers.Index().ToDictionary(s => s.Item.Id, s => s.Index, StringComparer.Ordinal);
        var judged = JudgedPairs.Read(warehouse, ordinals);
        var presumed = new FindLinks(traits, new WeighPair(traits.Sellers.Length, SharingOfSameHand.Presumed));
        var learned = SharingOfSameHand.Of([.. judged.Same.Select(p => (traits.Sellers[p.One].Kinds & traits.Sellers[p.Other].Kinds, Kinds(presumed.Shared(p.One, p.Other))))]);
        var find = new FindLinks(traits, new WeighPair(traits.Sellers.Length, learned));
        return new LinkedSellers(traits, find, find.Run(stop), judged);
    }

    /// <summary>A seller's id.</summary>
    public string Id(int seller) => Traits.Sellers[seller].Id;

    /// <summary>The name of a seller's group, which is an operator where it has several sellers.</summary>
    public string OperatorOf(IReadOnlyList<int> group) =>
        OperatorId.Of(group.Select(s => Traits.Sellers[s]).OrderBy(s => s.RegisteredAt).ThenBy(s => s.Id, StringComparer.Ordinal).First().Id);

    /// <summary>All members of operators, by operator and seller.</summary>
    public IEnumerable<OperatorMember> Members()
    {
        var ties = new Dictionary<int, (SellerPair Tie, long Since)>();
        foreach (var link in Links.Where(l => GroupOf[l.One] == GroupOf[l.Other]))
        {
            foreach (var seller in (int[])[link.One, link.Other])
            {
                var since = link.Weighed.Since!.Value;
                ties[seller] = !ties.TryGetValue(seller, out var best) ? (link, since)
                    : (best.Tie.Weighed.Bits >= link.Weighed.Bits ? best.Tie : link, Math.Min(best.Since, since));
            }
        }

        return from @group in Groups
               where @group.Count > 1
               let name = OperatorOf(@group)
               from seller in @group
               let tie = ties.TryGetValue(seller, out var known) ? known : ((SellerPair Tie, long Since)?)null
               select new OperatorMember(name, seller, tie?.Tie, tie?.Since);
    }

    private static long Kinds(IReadOnlyList<SharedTrait> shared) => shared.Aggregate(0L, (bits, t) => bits | (1L << (int)t.Kind));
}
