using System.Globalization;
using Xunit;

namespace Assay.Tests.Market;

/// <summary>Nothing that one can read off a single column tells a fake; the ids, names and orders of rows least of all.</summary>
[Collection("sample market")]
public sealed class HardnessTests(SampleMarket market)
{
    [Fact]
    public void No_single_trait_of_a_listing_gives_it_away()
    {
        var fake = Map(market.Truth("listings"), "id", "counterfeit");
        var sellers = market.Feed("sellers");
        var listings = market.Feed("listings", "part");
        var traits = new Dictionary<string, Func<string[], double?>>
        {
            ["template"] = r => Seller(listings.Of(r, "seller_id"), "template") == "basic" ? 1 : 0,
            ["country"] = r => Seller(listings.Of(r, "seller_id"), "country") == "CN" ? 1 : 0,
            ["account age"] = r => Days(Seller(listings.Of(r, "seller_id"), "registered_at")),
            ["papers"] = r => Seller(listings.Of(r, "seller_id"), "identity_hash").Length > 0 ? 1 : 0,
            ["ships from abroad"] = r => Seller(listings.Of(r, "seller_id"), "country") == listings.Of(r, "ship_from_country") ? 0 : 1,
            ["brand column"] = r => listings.Of(r, "brand").Length > 0 ? 1 : 0,
            ["gtin"] = r => listings.Of(r, "gtin").Length > 0 ? 1 : 0,
            ["title length"] = r => listings.Of(r, "title").Length,
            ["published"] = r => Days(listings.Of(r, "created_at")),
            ["removed"] = r => listings.Of(r, "removed_at").Length > 0 ? 1 : 0,
            ["price ratio"] = PriceRatio(listings),
            ["refund rate"] = RefundRate(listings),
            ["id"] = r => string.CompareOrdinal(listings.Of(r, "id"), "lg") > 0 ? 1 : 0,
            ["id's last digit"] = r => listings.Of(r, "id")[^1],
        };
        foreach (var (name, trait) in traits)
        {
            var points = listings.Rows.Select(r => (Value: trait(r), Bad: fake[listings.Of(r, "id")] == "1")).Where(p => p.Value is not null).Select(p => (p.Value!.Value, p.Bad)).ToList();
            var limit = name.StartsWith("id", StringComparison.Ordinal) ? 0.6 : 0.85;
            Assert.True(BestThreshold(points) < limit, $"{name}: balanced accuracy {BestThreshold(points):0.000}");
        }

        string Seller(string id, string column) => Lookup(sellers, column)[id];
    }

    [Fact]
    public void Bad_sellers_are_spread_over_all_ids_and_all_rows()
    {
        var honest = Map(market.Truth("sellers"), "seller_id", "honest");
        var rows = market.Feed("sellers")["seller_id"];
        var bad = rows.Select((id, row) => (id, row)).Where(r => honest[r.id] == "0").ToList();
        Assert.InRange(bad.Average(r => r.row) / rows.Length, 0.3, 0.75);
        var order = rows.Order(StringComparer.Ordinal).ToList();
        Assert.InRange(bad.Average(r => order.IndexOf(r.id)) / rows.Length, 0.35, 0.65);
    }

    [Fact]
    public void Rows_are_sorted_by_time()
    {
        foreach (var (feed, column) in new[] { ("orders", "ordered_at"), ("payments", "paid_at"), ("shipments", "shipped_at"), ("reviews", "created_at"), ("sessions", "at"), ("views", "at") })
        {
            var times = market.Feed(feed, "part")[column];
            Assert.Equal(times.Order(StringComparer.Ordinal), times);
        }
    }

    [Fact]
    public void Honest_sellers_share_devices_and_routers_too()
    {
        var honest = Map(market.Truth("sellers"), "seller_id", "honest");
        var sessions = market.Feed("sessions");
        var shared = sessions.Rows.Where(r => sessions.Of(r, "account_kind") == "seller" && honest[sessions.Of(r, "account_id")] == "1" && sessions.Of(r, "router_id").Length > 0)
            .GroupBy(r => sessions.Of(r, "router_id")).Count(g => g.Select(r => sessions.Of(r, "account_id")).Distinct().Skip(1).Any());
        Assert.True(shared >= 5, $"{shared} routers shared by honest sellers");
    }

    private Func<string[], double?> PriceRatio(FeedTable listings)
    {
        var product = Map(market.Truth("listings"), "id", "product_id");
        var goods = Map(market.Truth("listings"), "id", "goods");
        var price = Map(market.Feed("products"), "product_id", "price");
        var rates = market.Feed("exchange_rates");
        var rate = rates.Rows.GroupBy(r => rates.Of(r, "currency")).ToDictionary(g => g.Key, g => g.Average(r => Number(rates.Of(r, "rate"))));
        rate["USD"] = 1;
        return row =>
        {
            var id = listings.Of(row, "id");
            var parts = listings.Of(row, "price").Split(' ');
            return goods[id] is "Genuine" or "Counterfeit" ? Number(parts[0]) / rate[parts[1]] / Number(price[product[id]]) : null;
        };
    }

    private Func<string[], double?> RefundRate(FeedTable listings)
    {
        var orders = market.Feed("orders", "part")["listing_id"].CountBy(id => id).ToDictionary();
        var refunds = market.Feed("orders", "late")["listing_id"].CountBy(id => id).ToDictionary();
        return row => orders.TryGetValue(listings.Of(row, "id"), out var sold) ? refunds.GetValueOrDefault(listings.Of(row, "id")) / (double)sold : null;
    }

    /// <summary>The balanced accuracy of the best single threshold, either way round.</summary>
    private static double BestThreshold(List<(double Value, bool Bad)> points)
    {
        double bad = points.Count(p => p.Bad), good = points.Count - bad, badBelow = 0, goodBelow = 0, best = 0;
        foreach (var group in points.GroupBy(p => p.Value).OrderBy(g => g.Key))
        {
            badBelow += group.Count(p => p.Bad);
            goodBelow += group.Count(p => !p.Bad);
            best = Math.Max(best, 0.5 + Math.Abs((badBelow / bad) - (goodBelow / good)) / 2);
        }

        return best;
    }

    private readonly Dictionary<string, Dictionary<string, string>> lookups = [];

    private Dictionary<string, string> Lookup(FeedTable sellers, string column) =>
        lookups.TryGetValue(column, out var map) ? map : lookups[column] = Map(sellers, "seller_id", column);

    private static Dictionary<string, string> Map(FeedTable table, string key, string value) => table.Rows.ToDictionary(r => table.Of(r, key), r => table.Of(r, value));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Days(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture).ToOADate();
}
