using Xunit;

namespace Assay.Tests.Market;

/// <summary>The market is as ANCHORS says that real ones are.</summary>
[Collection("sample market")]
public sealed class CalibrationTests(SampleMarket market)
{
    [Fact]
    public void A_small_market_has_about_five_thousand_listings_and_fifty_thousand_events()
    {
        Assert.InRange(market.Summary.Listings, 4_700, 5_300);
        Assert.InRange(market.Summary.Events, 45_000, 62_000);
    }

    [Fact]
    public void Fakes_are_two_to_eight_percent_of_listings() => Assert.InRange(market.Truth("listings")["counterfeit"].Average(double.Parse), 0.02, 0.08);

    [Fact]
    public void The_top_hundredth_of_sellers_holds_about_half_of_the_fakes()
    {
        var held = market.Truth("sellers")["counterfeits"].Select(int.Parse).OrderDescending().ToList();
        Assert.InRange(held.Take(held.Count / 100).Sum() / (double)held.Sum(), 0.38, 0.62);
        Assert.True(held.Take(3 * held.Count / 100).Sum() > 0.2 * held.Sum());
    }

    [Fact]
    public void An_operator_has_nearly_three_shops() => Assert.InRange(market.Truth("operators")["shops"].Average(double.Parse), 2.6, 3.2);

    [Fact]
    public void A_quarter_of_notices_is_malicious()
    {
        var reports = market.Feed("reports", "part");
        var notices = reports.Rows.Where(r => reports.Of(r, "reporter_kind") == "rights_holder").Select(r => reports.Of(r, "report_id")).ToHashSet();
        var truth = market.Truth("reports");
        var malicious = truth.Rows.Count(r => truth.Of(r, "truth") == "malicious" && notices.Contains(truth.Of(r, "report_id")));
        Assert.InRange(malicious / (double)notices.Count, 0.15, 0.35);
    }

    [Fact]
    public void Four_in_ten_fakes_never_name_the_brand()
    {
        var truth = market.Truth("listings");
        var fakes = truth.Rows.Where(r => truth.Of(r, "counterfeit") == "1").ToList();
        Assert.InRange(fakes.Count(r => truth.Of(r, "disguise") == "Unnamed") / (double)fakes.Count, 0.28, 0.52);
    }

    [Fact]
    public void An_unnamed_fake_names_its_brand_nowhere()
    {
        var truth = market.Truth("listings");
        var brands = market.Feed("brands");
        var names = brands.Rows.ToDictionary(r => brands.Of(r, "brand_id"), r => brands.Of(r, "name"));
        var unnamed = truth.Rows.Where(r => truth.Of(r, "disguise") == "Unnamed").ToDictionary(r => truth.Of(r, "id"), r => names[truth.Of(r, "brand_id")]);
        var listings = market.Feed("listings");
        foreach (var row in listings.Rows.Where(r => unnamed.ContainsKey(listings.Of(r, "id"))))
        {
            var words = $"{listings.Of(row, "title")} {listings.Of(row, "description")} {listings.Of(row, "brand")}";
            Assert.DoesNotContain(unnamed[listings.Of(row, "id")], words, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Only_some_counterfeit_shops_are_closed()
    {
        var closed = Closed();
        var truth = market.Truth("sellers");
        Assert.InRange(truth.Rows.Where(r => truth.Of(r, "honest") == "0").Average(r => closed.Contains(truth.Of(r, "seller_id")) ? 1.0 : 0), 0.1, 0.6);
    }

    [Fact]
    public void Audits_are_weighted_by_their_chance_and_test_buys_lean_to_fakes()
    {
        var outcomes = market.Feed("outcomes");
        var share = (string basis) => outcomes.Rows.Where(r => outcomes.Of(r, "basis") == basis).Average(r => outcomes.Of(r, "verdict") == "counterfeit" ? 1.0 : 0);
        Assert.True(share("test_buy") > 2 * share("audit"));
        Assert.All(outcomes.Rows.Where(r => outcomes.Of(r, "basis") == "audit"), r => Assert.Equal("50.000", outcomes.Of(r, "weight")));
    }

    private HashSet<string> Closed()
    {
        var sellers = market.Feed("sellers");
        return [.. sellers.Rows.Where(r => sellers.Of(r, "closed_at").Length > 0).Select(r => sellers.Of(r, "seller_id"))];
    }
}
