using System.Globalization;
using Assay.Policy;
using Assay.Tests.Metrics.Store;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Policy;

/// <summary>What few sellers are decided on is what a scan of everything decides on them.</summary>
public sealed class RescoreSellersTests
{
    private static readonly Sql Decisions = new("test", "SELECT * FROM decisions ORDER BY listing_id");
    private static readonly Sql Risks = new("test", "SELECT * FROM seller_risk ORDER BY seller_id");
    private static readonly Sql Brands = new("test", "SELECT * FROM listing_words ORDER BY listing_id");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 7)]
    [InlineData(4, 40)]
    public void After_a_scan_of_everything_it_changes_no_byte_of_what_it_decides_on_again(ulong seed, int oneIn)
    {
        using var market = StoredMarket.Revised(seed);
        var asOf = ScanMarket.NewestMoment(market.Warehouse)!.Value;
        new ScanMarket(market.Warehouse, FixedClock.Default).Run(asOf, null, Stop);
        var before = All(market);
        Spoil(market, oneIn);
        Assert.NotEqual(before, All(market));

        var summary = Rescore(market, asOf, new Touched(Numbers(market, "seller", $"no % {oneIn} = 0"), []));

        Assert.True(summary.Listings > 50, $"{summary.Listings} listings");
        Assert.Equal(before, All(market));
    }

    [Fact]
    public void A_listing_brings_its_seller_along()
    {
        using var market = Scanned(1, out var asOf);
        var touched = Numbers(market, "listing", "id IN (SELECT listing_id FROM decisions) AND no % 211 = 0");
        var sellers = market.Warehouse.Number(new Sql("test", "SELECT count(DISTINCT d.seller_id) FROM decisions AS d JOIN subjects AS s ON s.kind = 'listing' AND s.id = d.listing_id WHERE s.no % 211 = 0"));
        var before = All(market);

        Assert.Equal(sellers, Rescore(market, asOf, new Touched([], touched)).Sellers);
        Assert.Equal(before, All(market));
    }

    // Rows that a decision must replace, or take away.
    private static void Spoil(StoredMarket market, int oneIn)
    {
        var touched = $"SELECT id FROM subjects WHERE kind = 'seller' AND no % {oneIn} = 0";
        market.Warehouse.Run(new Sql("test", $"""
            UPDATE decisions SET action = 'allow', score = 1, reasons = reasons WHERE seller_id IN ({touched}) AND hash(listing_id) % 2 = 0 AND action <> 'allow';
            DELETE FROM decisions WHERE seller_id IN ({touched}) AND hash(listing_id) % 11 = 1;
            INSERT INTO decisions SELECT * REPLACE ('gone' AS listing_id) FROM decisions WHERE seller_id IN ({touched}) LIMIT 1;
            UPDATE seller_risk SET action = 'none', score = 1 WHERE seller_id IN ({touched});
            INSERT INTO listing_words (listing_id, brand_id) SELECT listing_id, 'nobody' FROM decisions WHERE listing_id = 'gone';
            DELETE FROM seller_traits WHERE seller_id IN ({touched});
            DELETE FROM market_closed WHERE seller_id IN ({touched});
            DELETE FROM market_bad_photos WHERE seller_id IN ({touched})
            """));
    }

    private static ScanSummary Rescore(StoredMarket market, DateTime asOf, Touched touched)
    {
        using var rescore = new RescoreSellers(market.Warehouse, FixedClock.Default);
        using var transaction = market.Warehouse.Begin();
        var summary = rescore.Decide(asOf, touched, Stop);
        transaction.Commit();
        return summary;
    }

    private static StoredMarket Scanned(ulong seed, out DateTime asOf)
    {
        var market = StoredMarket.Small(seed);
        asOf = ScanMarket.NewestMoment(market.Warehouse)!.Value;
        new ScanMarket(market.Warehouse, FixedClock.Default).Run(asOf, null, Stop);
        return market;
    }

    private static List<uint> Numbers(StoredMarket market, string kind, string where) =>
        [.. market.Warehouse.Table(new Sql("test", $"SELECT no FROM subjects WHERE kind = '{kind}' AND {where}")).Select(r => uint.Parse(r[0]!, CultureInfo.InvariantCulture))];

    private static List<string> All(StoredMarket market) =>
        [.. new[] { Decisions, Risks, Brands }.SelectMany(sql => market.Warehouse.Table(sql)).Select(r => string.Join('|', r))];
}
