using Assay.Import;
using Assay.Metrics;
using Assay.Monitor;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Monitor;

/// <summary>What came through the log is judged as a scan of everything judges it, although the rest of the market was not looked at.</summary>
public sealed class RescoredMarketTests : IDisposable
{
    // A closed shop with a payout account and a device that few have.
    private const string Shop = """
        SELECT seller_id, min(value) FILTER (kind = 'payout') AS payout, min(value) FILTER (kind = 'device') AS device
        FROM seller_traits JOIN market_closed USING (seller_id) WHERE value IN (SELECT value FROM seller_traits GROUP BY kind, value HAVING count(*) < 9)
        GROUP BY seller_id HAVING payout IS NOT NULL AND device IS NOT NULL ORDER BY seller_id LIMIT 1
        """;

    // What a decision is but for the peers that its reasons name.
    private static readonly Sql Margins = new("test", "SELECT listing_id, seller_id, margin, action, matched_brand_id FROM decisions UNION ALL SELECT 'risk', seller_id, margin, action, NULL FROM seller_risk ORDER BY ALL");
    private static readonly Sql ScannedAll = new("test", "SELECT run = scored_run FROM market_moments");

    private readonly TestFolder folder = new();
    private readonly EventLog log;
    private readonly DataFolder data;
    private readonly RefreshMarket refresh;

    public RescoredMarketTests()
    {
        log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        data = folder.Open();
        new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.In(Path.Combine(MarketFolder.Small(1), "feeds"), FeedMap.None).Require(), FeedMap.None, null, default);
        refresh = data.Hold(new RefreshMarket(data.Warehouse, FixedClock.Default));
        refresh.Run(default);
    }

    [Fact]
    public void A_new_shop_is_linked_to_a_closed_one_by_payout_device_photo_and_place()
    {
        var (payout, device) = (Word($"SELECT payout FROM ({Shop})"), Word($"SELECT device FROM ({Shop})"));
        var photo = Word("SELECT min(pdq) FROM market_bad_photos");
        Refresh(
            $$$"""{"feed":"sellers","row":{"seller_id":"new-1","registered_at":"2026-06-29","shop_name":"New","country":"CN","payout_account":"{{{payout}}}"}}""",
            $$$"""{"feed":"sessions","row":{"account_id":"new-1","account_kind":"seller","at":"2026-06-30T00:00:00Z","action":"sign_in","ip":"10.0.0.1","device_id":"{{{device}}}"}}""",
            $$$"""{"feed":"listings","row":{"id":"new-2","seller_id":"new-1","title":"A lamp 1:1 replica","price":"3.00 USD","created_at":"2026-06-30","pdq":"{{{photo}}}"}}""");

        Assert.Equal("false", Word(ScannedAll.Text));
        Assert.Contains("hand_of_closed_shop", Word("SELECT reasons FROM seller_risk WHERE seller_id = 'new-1'"), StringComparison.Ordinal);
        Assert.Contains("photo_of_counterfeits", Word("SELECT reasons FROM decisions WHERE listing_id = 'new-2'"), StringComparison.Ordinal);
        Assert.Equal("2", Word("SELECT value FROM (SELECT unnest((reasons::JSON -> '$.reasons')::JSON[]) AS r, r ->> '$.code' AS code, round((r ->> '$.value')::DOUBLE)::INTEGER AS value FROM seller_risk WHERE seller_id = 'new-1') WHERE code = 'hand_of_closed_shop'"));
        AssertScanAgrees();
    }

    [Fact]
    public void Who_shares_a_payout_with_a_shop_that_is_found_out_is_judged_anew_too()
    {
        const string Pair = "SELECT a.seller_id AS one, b.seller_id AS other FROM seller_traits AS a JOIN seller_traits AS b USING (kind, value) WHERE a.kind = 'payout' AND a.seller_id < b.seller_id AND a.seller_id NOT IN (FROM market_closed) AND b.seller_id NOT IN (FROM market_closed) ORDER BY ALL LIMIT 1";
        var (one, other) = (Word($"SELECT one FROM ({Pair})"), Word($"SELECT other FROM ({Pair})"));
        Assert.DoesNotContain("hand_of_closed_shop", Word($"SELECT reasons FROM seller_risk WHERE seller_id = '{other}'"), StringComparison.Ordinal);

        Refresh($$$"""{"feed":"outcomes","row":{"outcome_id":"live-1","subject":"seller","subject_id":"{{{one}}}","verdict":"counterfeit","basis":"test_buy","at":"2026-06-30T00:00:00Z"}}""");

        Assert.Equal("false", Word(ScannedAll.Text));
        Assert.Contains("hand_of_closed_shop", Word($"SELECT reasons FROM seller_risk WHERE seller_id = '{other}'"), StringComparison.Ordinal);
        AssertScanAgrees();
    }

    [Fact]
    public void Refresh_after_refresh_follows_orders_reviews_reports_outcomes_and_removed_listings()
    {
        foreach (var i in Enumerable.Range(0, 4))
        {
            var row = data.Warehouse.Table(new Sql("test", $"SELECT o.listing_id, o.seller_id, o.buyer_id FROM orders AS o JOIN decisions USING (listing_id) ORDER BY hash(order_id, {i}) LIMIT 1"))[0];
            Refresh(
                $$$"""{"feed":"reviews","row":{"review_id":"live-{{{i}}}","listing_id":"{{{row[0]}}}","seller_id":"{{{row[1]}}}","buyer_id":"{{{row[2]}}}","rating":1,"text":"It is fake","created_at":"2026-06-30T00:00:00Z"}}""",
                $$$"""{"feed":"reports","row":{"report_id":"live-{{{i}}}","listing_id":"{{{row[0]}}}","reporter_id":"r1","reporter_kind":"consumer","reason":"counterfeit","created_at":"2026-06-30T00:00:00Z"}}""",
                $$$"""{"feed":"outcomes","row":{"outcome_id":"live-{{{i}}}","subject":"listing","subject_id":"{{{row[0]}}}","verdict":"{{{(i % 2 == 0 ? "counterfeit" : "genuine")}}}","basis":"test_buy","at":"2026-06-30T00:00:00Z"}}""");
            Assert.Equal("false", Word(ScannedAll.Text));
        }

        AssertScanAgrees();
        Refresh("""{"feed":"sellers","row":{"seller_id":"new-1","registered_at":"2026-06-29","shop_name":"New","country":"CN"}}""");
        Refresh("""{"feed":"listings","row":{"id":"new-2","seller_id":"new-1","title":"A lamp","price":"3.00 USD","created_at":"2026-06-30","removed_at":"2026-06-30"}}""");
        AssertScanAgrees();
    }

    [Fact]
    public void Everything_is_scanned_where_what_was_touched_is_unknown_or_brands_came_or_the_hour_is_over()
    {
        const string Order = """{"feed":"orders","row":{"order_id":"live-1","listing_id":"l1","seller_id":"s1","buyer_id":"b1","quantity":1,"amount":5,"currency":"USD","ordered_at":"2026-06-30T00:00:00Z"}}""";
        Fold(Order);
        new BuildStore(data.Warehouse, FixedClock.Default).Run(null, default);
        refresh.Run(default);
        Assert.Equal("true", Word(ScannedAll.Text));

        Refresh(Order.Replace("live-1", "live-2", StringComparison.Ordinal));
        Assert.Equal("false", Word(ScannedAll.Text));
        Refresh("""{"feed":"brands","row":{"brand_id":"new","name":"Newbrand","holder":"New","country":"DE"}}""");
        Assert.Equal("true", Word(ScannedAll.Text));
        Refresh(Order.Replace("live-1", "live-3", StringComparison.Ordinal).Replace("T00:00:00", "T01:00:00", StringComparison.Ordinal));
        Assert.Equal("true", Word(ScannedAll.Text));
    }

    public void Dispose()
    {
        data.Dispose();
        log.Dispose();
        folder.Dispose();
    }

    private void AssertScanAgrees()
    {
        var refreshed = Lines();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        Assert.Equal(Lines(), refreshed);
    }

    private List<string> Lines() => [.. data.Warehouse.Table(Margins).Select(r => string.Join('|', r))];

    private void Refresh(params string[] lines)
    {
        Fold(lines);
        refresh.Run(default);
    }

    private void Fold(params string[] lines)
    {
        log.Append(lines);
        var folded = new FoldLog(data, log).Run(default);
        Assert.Equal((lines.Length, 0), (folded.Imported, folded.Rejected));
    }

    private string Word(string query) => data.Warehouse.Word(new Sql("test", query))!;
}
