using Assay.Brands.Rights;
using Xunit;

namespace Assay.Tests.Brands.Rights;

public sealed class GroundsInMarketTests
{
    private static readonly DateTime s_now = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_a_brand_without_any_right_on_file_nothing_is_known() => Assert.Null(Of("other", [Mark("DE")], [], ["DE"]));

    [Fact]
    public void A_mark_holds_where_the_market_delivers_where_the_seller_is_and_where_it_sends_from()
    {
        Assert.Equal(GroundKind.RightHolds, Of("b", [Mark("DE")], [], ["FR", "DE"])!.Kind);
        Assert.Equal(GroundKind.RightHolds, Of("b", [Mark("CN")], [], ["DE"], country: "CN")!.Kind);
        Assert.Equal(GroundKind.RightHolds, Of("b", [Mark("CN")], [], ["DE"], shipFrom: "CN")!.Kind);
        Assert.Equal(GroundKind.Foreign, Of("b", [Mark("JP")], [], ["DE"], country: "CN", shipFrom: "FR")!.Kind);
    }

    [Fact]
    public void An_authorisation_stands_before_all_rights_and_is_its_sellers_alone()
    {
        var leave = Authorisation.Of("b", "mine", s_now.AddYears(-1), null, "DE", null);
        Assert.Equal(GroundKind.Authorised, Of("b", [Mark("DE")], [leave], ["DE"], "mine", "DE")!.Kind);
        Assert.Equal(GroundKind.RightHolds, Of("b", [Mark("DE")], [leave], ["DE"], "mine", "FR")!.Kind);
        Assert.Equal(GroundKind.RightHolds, Of("b", [Mark("DE")], [leave], ["DE"], "other", "DE")!.Kind);
    }

    [Fact]
    public void A_holder_authorises_while_some_authorisation_of_the_brand_holds()
    {
        var ended = Authorisation.Of("b", "s", s_now.AddYears(-2), s_now, null, null);
        Assert.False(In([], [ended], []).Authorises("b"));
        Assert.True(In([], [ended with { ValidUntil = s_now.AddTicks(10) }], []).Authorises("b"));
        Assert.False(In([], [ended with { ValidUntil = null }], []).Authorises("other"));
    }

    [Fact]
    public void Asking_again_gives_the_same_whoever_asked_before()
    {
        var grounds = In([Mark("DE"), Mark("JP") with { BrandId = "c" }], [Authorisation.Of("c", "s1", s_now.AddYears(-1), null, null, null)], ["DE"]);
        var asked = (from brand in new[] { "b", "c", "d" } from seller in new[] { "s1", "s2" } from country in new[] { null, "DE", "JP" } select (brand, seller, country)).ToList();
        var first = asked.ConvertAll(a => grounds.Of(a.brand, a.seller, a.country, null, null));
        Assert.Equal(first, [.. asked.AsEnumerable().Reverse().Select(a => grounds.Of(a.brand, a.seller, a.country, null, null)).Reverse()]);
        Assert.Equal(5, first.Distinct().Count());
    }

    [Fact]
    public void Every_kind_of_ground_has_a_spelling_that_is_read_back()
    {
        Assert.Equal(Enum.GetValues<GroundKind>(), GroundsInMarket.Spellings.Select(GroundsInMarket.Parse));
        Assert.Throws<InvalidOperationException>(() => GroundsInMarket.Parse("granted"));
    }

    private static Ground? Of(string brand, IReadOnlyList<Right> rights, IReadOnlyList<Authorisation> leaves, IReadOnlyList<string> delivers, string seller = "s", string? country = null, string? shipFrom = null) =>
        In(rights, leaves, delivers).Of(brand, seller, country, shipFrom, null);

    private static GroundsInMarket In(IReadOnlyList<Right> rights, IReadOnlyList<Authorisation> leaves, IReadOnlyList<string> delivers) => new(new RightsOfBrands(rights, leaves), delivers, s_now);

    private static Right Mark(string jurisdiction) => new($"r-{jurisdiction}", "b", RightKind.WordMark, "R-1", Jurisdiction.Parse(jurisdiction), default, null, null);
}
