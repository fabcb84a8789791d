using Assay.Policy;
using Assay.Screening.Products.Tables;
using Assay.Tracing;
using Assay.Tracing.Money;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Tracing;

public sealed class TraceSourcesTests
{
    private static readonly Sql Sources = new("sources", "SELECT source_id, kind, score, value, sellers, evidence, unknowns FROM sources ORDER BY value * score DESC, source_id");

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    public void Every_place_that_is_said_to_make_counterfeits_does_and_no_honest_supplier_is_accused(ulong seed)
    {
        using var folder = new TestFolder();
        folder.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        using var data = folder.Open();
        Trace(data);
        var factories = Truth(seed, "factories.csv", "site_id");
        var suppliers = Truth(seed, "accounts.csv", "account", "role", "supplier").Concat(Truth(seed, "accounts.csv", "owner_id", "role", "supplier")).ToHashSet(StringComparer.Ordinal);
        var found = data.Warehouse.Table(Sources);
        var made = found.Where(r => r[1] == "production").Select(r => r[0]!).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, m => Assert.Contains(m, factories));
        Assert.All(found, r => Assert.DoesNotContain(r[0]!, suppliers));
        Assert.All(found.Where(r => r[1] == "payee"), r => Assert.Contains(r[0]!, Truth(seed, "factories.csv", "payee")));
    }

    [Fact]
    public void Goods_are_followed_through_a_shared_warehouse_and_money_through_a_broker()
    {
        using var folder = new TestFolder();
        folder.Import(Chain(folder));
        using var data = folder.Open();
        Trace(data);
        var found = data.Warehouse.Table(Sources).ToDictionary(r => r[0]!, StringComparer.Ordinal);
        Assert.Equal("production", found["factory"][1]);
        Assert.Equal("payee", found["a-payee"][1]);
        Assert.DoesNotContain("mill", found.Keys);
        Assert.DoesNotContain("shared", found.Keys);
        Assert.DoesNotContain("a-broker", found.Keys);
        Assert.DoesNotContain("a-mill", found.Keys);
        Assert.DoesNotContain("a-owner", found.Keys);
        Assert.Equal(["fake1", "fake2"], found["factory"][4]!.Split('|').Order(StringComparer.Ordinal));

        var why = new ShowSources(data.Warehouse).Run("factory").Require();
        var steps = why.Trail.Where(t => t.SellerId == "fake1").Select(t => (t.From, t.To)).ToList();
        Assert.Equal([("factory", "shared"), ("shared", "stock")], steps);
        Assert.Contains(why.Source.Unknowns, u => u.Contains("made here", StringComparison.Ordinal) || u.Contains("owns", StringComparison.Ordinal));
        var path = new ShowSources(data.Warehouse).Run("a-payee").Require().MoneyPath;
        Assert.Equal("a-payee", path[^1]);
        Assert.Contains("a-broker", path);
    }

    [Fact]
    public void Tracing_twice_gives_the_same_and_asks_for_a_scan_first()
    {
        using var folder = new TestFolder();
        folder.Import(Chain(folder));
        using var data = folder.Open();
        Assert.Contains("scanned", new TraceSources(data.Warehouse).Run(default).Failure!.Problem, StringComparison.Ordinal);
        Trace(data);
        var first = data.Warehouse.Table(Sources);
        Assert.True(new TraceSources(data.Warehouse).Run(default).Ok);
        Assert.Equal(first, data.Warehouse.Table(Sources));
    }

    [Fact]
    public void A_shop_of_which_nothing_was_found_is_traced_where_the_carriers_say_that_a_suspected_workshop_feeds_it()
    {
        using var folder = new TestFolder();
        folder.Import(Chain(folder, ["quiet", "h7", "h8", "h9", "h10", "h11", "h12"]));
        using var data = folder.Open();
        Trace(data);
        var found = data.Warehouse.Table(Sources).ToDictionary(r => r[0]!, StringComparer.Ordinal);
        Assert.Equal("warehouse", found["home-quiet"][1]);
        Assert.Contains("quiet", found["factory"][4]!, StringComparison.Ordinal);
        Assert.DoesNotContain("home-h1", found.Keys);
    }

    [Fact]
    public void The_least_rate_that_cases_allow_is_the_same_in_the_engine_and_here()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        var there = data.Warehouse.Table(new Sql("least rates", "SELECT k, n, at_least(k, n) FROM range(0, 60) AS a(k), range(1, 60) AS b(n) WHERE k <= n"));
        Assert.Equal(1829, there.Count);
        Assert.All(there, r => Assert.Equal(double.Parse(r[2]!), Wilson.AtLeast(double.Parse(r[0]!), double.Parse(r[1]!)), 0.0002));
    }

    // Self-transfers, circles, places at 0° 0°, arrivals before departures, lots that are their own parents: nothing hangs, and nothing of it is a source.
    [Fact]
    public void Impossible_trade_ends_and_accuses_nobody()
    {
        using var folder = new TestFolder();
        var feeds = Chain(folder);
        File.AppendAllLines(Path.Combine(feeds, "payments.csv"), ["self,a-owner,a-owner,5,USD,2026-05-01,transfer,", "c1,a-x,a-y,100,USD,2026-05-01,transfer,", "c2,a-y,a-x,100,USD,2026-05-01,transfer,"]);
        File.AppendAllLines(Path.Combine(feeds, "shipments.csv"),
        [
            "loop1,c,ring1,0,0,ring2,US,2026-05-03,2026-05-01,,,loop2,,,,", "loop2,c,ring2,0,0,ring1,US,2026-05-02,2026-05-01,,,loop1,,,,", "own,c,ring1,0,0,ring1,US,2026-05-02,2026-05-03,,,own,,,,",
        ]);
        folder.Import(feeds);
        using var data = folder.Open();
        Trace(data);
        Assert.DoesNotContain(data.Warehouse.Table(Sources), r => r[0] is "ring1" or "ring2" or "a-x" or "a-y");
    }

    private static void Trace(DataFolder data)
    {
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        new TraceSources(data.Warehouse).Run(default).Require();
    }

    private static List<string> Truth(ulong seed, string file, string column, string? where = null, string? value = null)
    {
        var rows = ReadRows.Run(Path.Combine(MarketFolder.Small(seed), "truth", file), default).Require();
        var columns = rows.Columns.ToList();
        return [.. rows.Rows.Where(r => where is null || r[columns.IndexOf(where)] == value).Select(r => r[columns.IndexOf(column)]!)];
    }

    // Two closed fakers and six honest shops. Lots of fakes go factory → shared → stock, those of the mill mill → shared → homes; takings go to an owner, who pays the factory by a broker.
    private static string Chain(TestFolder folder, string[]? more = null)
    {
        var feeds = folder["chain"];
        Directory.CreateDirectory(feeds);
        string[] shops = ["fake1", "fake2", "h1", "h2", "h3", "h4", "h5", "h6", .. more ?? []];
        File.WriteAllLines(Path.Combine(feeds, "sellers.csv"), shops.Select(s => $"{s},2025-06-01,Shop {s},US,a-{s},{(s[0] == 'f' ? "2026-05-20,counterfeit" : ",")}").Prepend("seller_id,registered_at,shop_name,country,payout_account,closed_at,close_reason"));
        File.WriteAllLines(Path.Combine(feeds, "listings.csv"), shops.Select(s => $"l-{s},{s},Lamp of {s},20.00 USD,2026-01-05").Prepend("id,seller_id,title,price,created_at"));
        var orders = new List<string> { "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at" };
        var payments = new List<string> { "payment_id,from_account,to_account,amount,currency,paid_at,kind,order_id" };
        var shipments = new List<string> { "shipment_id,carrier,from_site,from_lat,from_lon,to_site,to_country,shipped_at,delivered_at,order_id,seller_id,parent_shipment_id,declared_goods,declared_value,currency,hs_code" };
        for (var month = 1; month <= 5; month++)
        {
            Lots(shipments, shops, month);
            foreach (var shop in shops)
            {
                Sales(orders, payments, shipments, shop, month);
            }

            payments.Add($"pay-broker-{month},a-owner,a-broker,60,USD,2026-{month:00}-27,transfer,");
            payments.Add($"pay-factory-{month},a-broker,a-payee,57,USD,2026-{month:00}-28,transfer,");
        }

        File.WriteAllLines(Path.Combine(feeds, "orders.csv"), orders);
        File.WriteAllLines(Path.Combine(feeds, "payments.csv"), payments);
        File.WriteAllLines(Path.Combine(feeds, "shipments.csv"), shipments);
        return feeds;
    }

    private static void Lots(List<string> shipments, string[] shops, int month)
    {
        shipments.Add($"made-{month},c,factory,24.6,118.4,shared,CN,2026-{month:00}-01,2026-{month:00}-02,,,,,,,");
        shipments.Add($"milled-{month},c,mill,30.1,120.2,shared,CN,2026-{month:00}-01,2026-{month:00}-02,,,,,,,");
        shipments.Add($"stock-{month},c,shared,31.0,121.0,stock,US,2026-{month:00}-03,2026-{month:00}-05,,,made-{month},,,,");
        shipments.AddRange(shops.Where(s => s[0] == 'q').Select(s => $"home-{s}-{month},c,shared,31.0,121.0,home-{s},US,2026-{month:00}-03,2026-{month:00}-05,,,made-{month},,,,"));
        shipments.AddRange(shops.Where(s => s[0] == 'h').Select(s => $"home-{s}-{month},c,shared,31.0,121.0,home-{s},US,2026-{month:00}-03,2026-{month:00}-05,,,milled-{month},,,,"));
    }

    private static void Sales(List<string> orders, List<string> payments, List<string> shipments, string shop, int month)
    {
        var isFake = shop[0] == 'f';
        for (var n = 0; n < 12; n++)
        {
            var (id, day) = ($"{shop}-{month}-{n}", 8 + n);
            orders.Add($"{id},l-{shop},{shop},b{(n * 7) + month},1,20,USD,2026-{month:00}-{day:00}");
            payments.Add($"sale-{id},a-b{(n * 7) + month},w-{shop},20,USD,2026-{month:00}-{day:00}T00:01:00Z,sale,{id}");
            shipments.Add($"parcel-{id},c,{(isFake ? "stock" : $"home-{shop}")},,,,US,2026-{month:00}-{day + 1:00},2026-{month:00}-{day + 3:00},{id},{shop},{(isFake ? $"stock-{month}" : $"home-{shop}-{month}")},lamp,20,USD,");
        }

        payments.Add($"out-{shop}-{month},w-{shop},a-{shop},220,USD,2026-{month:00}-21,payout,");
        payments.Add(isFake ? $"on-{shop}-{month},a-{shop},a-owner,200,USD,2026-{month:00}-22,transfer," : $"on-{shop}-{month},a-{shop},a-mill,100,USD,2026-{month:00}-24,transfer,");
        payments.Add(isFake ? $"cover-{shop}-{month},a-{shop},a-mill,15,USD,2026-{month:00}-25,transfer," : $"save-{shop}-{month},a-{shop},a-savings-{shop},50,USD,2026-{month:00}-26,transfer,");
    }
}
