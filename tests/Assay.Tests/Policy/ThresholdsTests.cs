using Assay.Policy;
using Assay.Scoring;
using Xunit;

namespace Assay.Tests.Policy;

public sealed class ThresholdsTests
{
    private static readonly Reason Upheld = new(ColdSignals.All.First(s => s.Code == "notices_upheld"), 1, double.NaN, 35_000);
    private static readonly Reason Genuine = new(ColdSignals.All.First(s => s.Code == "found_genuine"), 1, double.NaN, -45_000);
    private static readonly Reason Price = new(ColdSignals.All.First(s => s.Code == "price_of_product"), 0.3, 10, 22_000);

    [Theory]
    [InlineData(-20_000, ListingAction.Allow)]
    [InlineData(0, ListingAction.Review)]
    [InlineData(20_000, ListingAction.Hold)]
    [InlineData(90_000, ListingAction.Hold)]
    public void Without_hard_evidence_a_listing_is_at_most_held(long units, ListingAction expected) =>
        Assert.Equal(expected, Thresholds.OnListing(new Risk(units), [Price]).Action);

    [Fact]
    public void With_hard_evidence_and_certainty_a_listing_is_taken_down() =>
        Assert.Equal(ListingAction.TakeDown, Thresholds.OnListing(new Risk(40_000), [Price, Upheld]).Action);

    [Fact]
    public void What_was_found_genuine_is_at_most_reviewed_whatever_else_is_said() =>
        Assert.Equal(ListingAction.Review, Thresholds.OnListing(new Risk(90_000), [Upheld, Price, Genuine]).Action);

    [Fact]
    public void Where_no_right_of_the_brand_holds_a_listing_is_at_most_reviewed_and_the_rule_says_so()
    {
        var none = new Reason(ColdSignals.All.First(s => s.Code == "right_does_not_hold"), 1, double.NaN, -20_000);
        Assert.Equal((ListingAction.Review, "no-right-holds-at-most-review"), Thresholds.OnListing(new Risk(90_000), [Upheld, Price, none]));
        Assert.Equal(ListingAction.Allow, Thresholds.OnListing(new Risk(-20_000), [none]).Action);
    }

    [Theory]
    [InlineData(-20_000, SellerAction.None)]
    [InlineData(0, SellerAction.Watch)]
    [InlineData(10_000, SellerAction.Limit)]
    [InlineData(90_000, SellerAction.FreezePayout)]
    public void A_shop_is_never_closed_by_a_score(long units, SellerAction expected) => Assert.Equal(expected, Thresholds.OnSeller(new Risk(units)));

    [Fact]
    public void Every_action_has_the_spelling_of_the_contract()
    {
        Assert.Equal(["allow", "review", "hold", "take_down"], Enum.GetValues<ListingAction>().Select(Thresholds.Spell));
        Assert.Equal(["none", "watch", "limit", "freeze_payout"], Enum.GetValues<SellerAction>().Select(Thresholds.Spell));
    }
}
