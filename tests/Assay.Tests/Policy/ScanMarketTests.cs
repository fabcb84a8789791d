using Assay.Import;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Policy;

public sealed class ScanMarketTests
{
    private static readonly Sql Decisions = new("decisions", "SELECT * FROM decisions ORDER BY listing_id");
    private static readonly Sql Risks = new("risks", "SELECT * FROM seller_risk ORDER BY seller_id");
    private static readonly Sql Substance = new("substance", "SELECT listing_id, seller_id, margin, probability, score, action, reasons, matched_brand_id, rule_ids FROM decisions ORDER BY listing_id");

    [Fact]
    public void Scanning_twice_gives_the_same_decisions_to_the_last_byte()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        Scan(data, new FixedClock(FixedClock.Default.GetUtcNow()));
        var (first, firstRisks) = (data.Warehouse.Table(Decisions), data.Warehouse.Table(Risks));
        Scan(data, new FixedClock(FixedClock.Default.GetUtcNow().AddHours(5)));
        Assert.Equal(first, data.Warehouse.Table(Decisions));
        Assert.Equal(firstRisks, data.Warehouse.Table(Risks));
        Assert.True(first.Count > 4_000);
    }

    [Theory]
    [InlineData("words")]
    [InlineData("facts: notices")]
    [InlineData("listings")]
    [InlineData("sellers")]
    public void A_scan_that_is_stopped_before_any_step_leaves_the_decisions_of_the_one_before(string step)
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc), null, default);
        var (before, risks) = (data.Warehouse.Table(Decisions), data.Warehouse.Table(Risks));
        using var stop = new CancellationTokenSource();
        var now = ScanMarket.NewestMoment(data.Warehouse)!.Value;

        Assert.ThrowsAny<OperationCanceledException>(() => new ScanMarket(data.Warehouse, FixedClock.Default).Run(now, Told, stop.Token));

        Assert.Equal(before, data.Warehouse.Table(Decisions));
        Assert.Equal(risks, data.Warehouse.Table(Risks));

        void Told(string name, double share)
        {
            if (name == step)
            {
                stop.Cancel();
            }
            else
            {
                Assert.False(stop.IsCancellationRequested, $"the scan went on to {name}");
            }
        }
    }

    [Fact]
    public void A_shop_without_a_live_listing_is_not_said_to_have_held_ones()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", "seller_id,registered_at,shop_name,country\ns1,2026-01-01,Shop,DE\ns2,2026-01-01,Empty,DE\n");
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at,removed_at\nl1,s1,A lamp,19.90 EUR,2026-02-01,\nl2,s2,A lamp,5.00 EUR,2026-02-01,2026-02-05\nl3,s1,A table,9.00 EUR,2026-02-07,\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        Scan(data, FixedClock.Default);
        var empty = data.Warehouse.Table(new Sql("empty shops", "SELECT reasons FROM seller_risk WHERE listings = 0"));
        Assert.Single(empty);
        Assert.All(empty, r => Assert.DoesNotContain("listings_flagged_count", r[0]!, StringComparison.Ordinal));
    }

    [Fact]
    public void The_number_of_threads_and_the_order_of_imports_change_no_decision()
    {
        using var forward = Imported(1);
        using var backward = new TestFolder();
        using (var data = backward.Open())
        {
            var found = FindFeeds.In(Path.Combine(MarketFolder.Small(1), "feeds"), FeedMap.None).Require();
            new ImportFeeds(data, FixedClock.Default).Run(found with { Files = [.. found.Files.Reverse()] }, FeedMap.None, null, default);
            data.Warehouse.Run(new Sql("one thread", "SET threads = 1"));
            Scan(data, FixedClock.Default);
        }

        using var one = forward.Open();
        Scan(one, FixedClock.Default);
        using var other = backward.Open();
        Assert.Equal(one.Warehouse.Table(Substance), other.Warehouse.Table(Substance));
    }

    [Fact]
    public void A_scan_of_a_past_moment_knows_nothing_of_what_came_later()
    {
        var asOf = new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);
        using var all = Imported(2);
        using var past = new TestFolder();
        using (var data = all.Open())
        {
            new ScanMarket(data.Warehouse, FixedClock.Default).Run(asOf, null, default);
            Directory.CreateDirectory(past["feeds"]);
            foreach (var feed in Contract.Feeds.Where(f => f.Name is not ("epcis" or "external_metrics")))
            {
                data.Warehouse.Run(new Sql("then", $"""
                    COPY (SELECT * REPLACE (nullif(observed_at, TIMESTAMP '1970-01-01') AS observed_at) FROM (
                      FROM {feed.Name}_as_of($1) UNION ALL BY NAME SELECT * EXCLUDE (key_hash, run, until) FROM {feed.Name}_history WHERE until <= $1)) TO $2 (FORMAT parquet)
                    """), asOf, past[$"feeds/{feed.Name}.parquet"]);
            }
        }

        past.Import(past["feeds"]);
        using var then = past.Open();
        new ScanMarket(then.Warehouse, FixedClock.Default).Run(asOf, null, default);
        using var now = all.Open();
        var expected = then.Warehouse.Table(Substance);
        Assert.True(expected.Count > 2_000);
        Assert.Equal(expected, now.Warehouse.Table(Substance));
    }

    [Fact]
    public void Base_weights_and_rest_of_every_decision_sum_to_its_margin()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        Scan(data, FixedClock.Default);
        foreach (var table in new[] { "decisions", "seller_risk" })
        {
            var wrong = new Sql("sums", $"""
                SELECT count(*) FROM (
                  SELECT margin, (reasons::JSON ->> '$.base')::DECIMAL(18, 4) + (reasons::JSON ->> '$.rest')::DECIMAL(18, 4)
                    + coalesce(list_sum(list_transform((reasons::JSON -> '$.reasons')::JSON[], lambda r: (r ->> '$.weight')::DECIMAL(18, 4))), 0) AS total
                  FROM {table}) WHERE total <> margin::DECIMAL(18, 4)
                """);
            Assert.Equal(0, data.Warehouse.Number(wrong));
            Assert.True(data.Warehouse.Number(new Sql("rows", $"SELECT count(*) FROM {table} WHERE margin <> -4.2")) > 100);
        }
    }

    [Fact]
    public void A_removed_listing_gets_no_decision_and_every_live_one_gets_exactly_one()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        Scan(data, FixedClock.Default);
        var live = data.Warehouse.Number(new Sql("live", "SELECT count(*) FROM listings WHERE removed_at IS NULL"));
        Assert.Equal(live, data.Warehouse.Number(new Sql("decided", "SELECT count(DISTINCT d.listing_id) FROM decisions d JOIN listings l ON l.id = d.listing_id AND l.removed_at IS NULL")));
        Assert.Equal(live, data.Warehouse.Number(new Sql("rows", "SELECT count(*) FROM decisions")));
    }

    [Fact]
    public void A_market_of_sellers_and_listings_alone_can_be_scanned()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", "seller_id,registered_at,shop_name,country\ns1,2026-01-01,Shop,DE\n");
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at\nl1,s1,A lamp,19.90 EUR,2026-02-01\nl2,s9,Orphan,5.00 EUR,2026-02-01\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        var summary = Scan(data, FixedClock.Default);
        Assert.Equal(2, summary.Listings);
        Assert.Equal(1, summary.Sellers);
    }

    private static TestFolder Imported(ulong seed)
    {
        var folder = new TestFolder();
        folder.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        return folder;
    }

    private static ScanSummary Scan(DataFolder data, TimeProvider clock) =>
        new ScanMarket(data.Warehouse, clock).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
}
