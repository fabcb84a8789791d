using Assay.Operators.Linking;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Operators.Linking;

public sealed class GroupSellersTests
{
    [Fact]
    public void The_order_of_links_changes_no_group() => Prop.ForAll(Links.ToArbitrary(), links =>
    {
        var shuffled = links.OrderBy(l => HashCode.Combine(l.One * 31, l.Other * 17, 5)).ToArray();
        return Run(links).SequenceEqual(Run(shuffled)) && Run(links).SequenceEqual(Run([.. links.Reverse()]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_who_were_judged_apart_are_never_in_one_group() => Prop.ForAll(Links.ToArbitrary(), links =>
    {
        var groups = GroupSellers.Run(12, links, [], [(0, 1), (2, 7)]);
        return groups[0] != groups[1] && groups[2] != groups[7];
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_link_does_not_join_two_gangs_but_two_do()
    {
        SellerEdge[] gangs = [Link(0, 1), Link(1, 2), Link(3, 4), Link(4, 5)];
        var one = Run([.. gangs, Link(2, 3)]);
        Assert.NotEqual(one[0], one[5]);
        var two = Run([.. gangs, Link(2, 3), Link(1, 4)]);
        Assert.All(two.Take(6), g => Assert.Equal(0, g));
        var sure = Run([.. gangs, Link(2, 3, 30)]);
        Assert.Equal(sure[0], sure[5]);
    }

    // By the definition: a link is cut where without it its group falls into two of three or more, the weakest first.
    [Fact]
    public void Bridges_are_cut_as_by_trying_each_link() => Prop.ForAll(Links.ToArbitrary(), links =>
    {
        var joined = new DisjointSets(12);
        joined.Fold([.. links.Select(l => new Edge(l.One, l.Other))]);
        return CutBridges.Run(joined.Labels(), links, []).SequenceEqual(Slow([.. links]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chain_of_many_shops_ends()
    {
        var chain = Enumerable.Range(0, 20_000).Select(n => Link(n, n + 1, 20)).ToArray();
        Assert.All(GroupSellers.Run(20_001, chain, [], []), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Sets_are_those_of_every_edge_whatever_their_order() => Prop.ForAll(Links.ToArbitrary(), links =>
    {
        var (forward, backward) = (new DisjointSets(12), new DisjointSets(12));
        forward.Fold([.. links.Select(l => new Edge(l.One, l.Other))]);
        backward.Fold([.. links.Reverse().Select(l => new Edge(l.Other, l.One))]);
        return forward.Labels().SequenceEqual(backward.Labels()) && forward.Labels().SequenceEqual(Reach(links)) && Enumerable.Range(0, 12).All(i => forward.Find(i) == forward.Labels()[i]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_judged_the_same_is_one_group_without_any_link()
    {
        var groups = GroupSellers.Run(4, [], [(1, 3)], []);
        Assert.Equal([0, 1, 2, 1], groups);
    }

    private static Gen<SellerEdge[]> Links =>
        from count in Gen.Choose(0, 20)
        from links in (from a in Gen.Choose(0, 11) from b in Gen.Choose(0, 11) from bits in Gen.Choose(5, 15) where a != b select Link(Math.Min(a, b), Math.Max(a, b), bits)).ArrayOf(count)
        select links.DistinctBy(l => (l.One, l.Other)).ToArray();

    private static int[] Slow(List<SellerEdge> links)
    {
        var groups = Reach(links);
        foreach (var link in links.Where(l => l.Bits < 12).OrderBy(l => l.Bits).ThenBy(l => l.One).ThenBy(l => l.Other))
        {
            var without = Reach([.. links.Where(l => l != link)]);
            var (one, other) = (without.Count(g => g == without[link.One]), without.Count(g => g == without[link.Other]));
            if (without[link.One] != without[link.Other] && one >= 3 && other >= 3)
            {
                links.Remove(link);
                return Slow(links);
            }
        }

        return groups;
    }

    // The lowest of those that can be reached, by going round until nothing changes.
    private static int[] Reach(IReadOnlyList<SellerEdge> links)
    {
        var groups = Enumerable.Range(0, 12).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var link in links)
            {
                var lowest = Math.Min(groups[link.One], groups[link.Other]);
                changed |= groups[link.One] != lowest || groups[link.Other] != lowest;
                (groups[link.One], groups[link.Other]) = (lowest, lowest);
            }
        }

        return groups;
    }

    private static int[] Run(SellerEdge[] links) => GroupSellers.Run(12, links, [], []);

    private static SellerEdge Link(int one, int other, double bits = 6) => new(one, other, bits);
}
