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

    private static int[] Run(SellerEdge[] links) => GroupSellers.Run(12, links, [], []);

    private static SellerEdge Link(int one, int other, double bits = 6) => new(one, other, bits);
}
