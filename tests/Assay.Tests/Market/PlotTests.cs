using Xunit;

namespace Assay.Tests.Market;

/// <summary>The stories of the plot happened in the feeds.</summary>
[Collection("sample market")]
public sealed class PlotTests(SampleMarket market)
{
    [Theory]
    [InlineData("framer")]
    [InlineData("notice_campaign")]
    [InlineData("flash_sale")]
    [InlineData("hub_dormitory")]
    [InlineData("rebirth")]
    [InlineData("deceived_seller")]
    [InlineData("family")]
    [InlineData("hub_agency")]
    public void Each_story_has_its_parts(string scenario) => Assert.Contains(scenario, market.Truth("scenarios")["scenario"]);

    [Fact]
    public void Who_is_framed_is_honest()
    {
        var honest = Map(market.Truth("sellers"), "seller_id", "honest");
        Assert.All(Parts("framer", "victim"), id => Assert.Equal("1", honest[id]));
    }

    [Fact]
    public void A_framer_reports_its_victims_router()
    {
        var links = market.Truth("links");
        var sessions = market.Feed("sessions");
        var routers = sessions.Rows.ToLookup(r => sessions.Of(r, "account_id"), r => sessions.Of(r, "router_id"));
        Assert.All(links.Rows.Where(r => links.Of(r, "trait") == "router"),
            r => Assert.Contains(routers[links.Of(r, "from_seller_id")].Intersect(routers[links.Of(r, "onto_seller_id")]), x => x.Length > 0));
    }

    [Fact]
    public void Two_honest_shops_of_a_family_share_an_address_and_a_router()
    {
        var address = Map(market.Feed("sellers"), "seller_id", "address_hash");
        var sessions = market.Feed("sessions");
        var routers = sessions.Rows.ToLookup(r => sessions.Of(r, "account_id"), r => sessions.Of(r, "router_id"));
        var roles = market.Truth("scenarios");
        var families = roles.Rows.Where(r => roles.Of(r, "scenario") == "family").GroupBy(r => roles.Of(r, "note").Split(':')[0]).Select(g => g.Select(r => roles.Of(r, "subject_id")).ToArray()).ToList();
        var close = families.Count(f => f.Length == 2 && (address[f[0]] == address[f[1]] || routers[f[0]].Intersect(routers[f[1]]).Any(x => x.Length > 0)));
        Assert.True(close * 10 >= families.Count * 8, $"{close} of {families.Count} families share something");
    }

    [Fact]
    public void Honest_wholesalers_are_paid_by_operators_shops_too()
    {
        var honest = Map(market.Truth("sellers"), "seller_id", "honest");
        var accounts = market.Truth("accounts");
        var suppliers = accounts.Rows.Where(r => accounts.Of(r, "role") == "supplier").Select(r => accounts.Of(r, "account")).ToHashSet();
        var bad = accounts.Rows.Where(r => accounts.Of(r, "role") == "payout" && honest[accounts.Of(r, "owner_id")] == "0").Select(r => accounts.Of(r, "account")).ToHashSet();
        var payments = market.Feed("payments");
        Assert.Contains(payments.Rows, r => bad.Contains(payments.Of(r, "from_account")) && suppliers.Contains(payments.Of(r, "to_account")));
    }

    [Fact]
    public void A_flash_sale_is_a_burst_of_orders_below_price()
    {
        var orders = market.Feed("orders", "part");
        foreach (var store in Parts("flash_sale", "store"))
        {
            var days = orders.Rows.Where(r => orders.Of(r, "seller_id") == store).GroupBy(r => orders.Of(r, "ordered_at")[..10]).Select(g => g.Count()).OrderDescending().ToList();
            Assert.True(days[0] >= 5 * days[days.Count / 2], $"{days[0]} orders on the best day, {days[days.Count / 2]} on a usual one");
        }
    }

    [Fact]
    public void A_campaign_is_a_dozen_malicious_notices_in_ten_days()
    {
        var reports = market.Feed("reports", "part");
        var malicious = Map(market.Truth("reports"), "report_id", "truth");
        foreach (var victim in Parts("notice_campaign", "victim"))
        {
            var count = reports.Rows.Count(r => reports.Of(r, "seller_id") == victim && malicious[reports.Of(r, "report_id")] == "malicious");
            Assert.InRange(count, 10, 20);
        }
    }

    [Fact]
    public void A_shop_reborn_registers_after_its_predecessor_closed()
    {
        var sellers = market.Feed("sellers");
        var closed = Map(sellers, "seller_id", "closed_at");
        var registered = Map(sellers, "seller_id", "registered_at");
        var truth = market.Truth("sellers");
        var reborn = truth.Rows.Where(r => truth.Of(r, "predecessor_id").Length > 0).ToList();
        Assert.NotEmpty(reborn);
        Assert.All(reborn, r => Assert.True(string.CompareOrdinal(closed[truth.Of(r, "predecessor_id")], registered[truth.Of(r, "seller_id")]) < 0));
    }

    [Fact]
    public void Money_of_fakes_reaches_the_factory()
    {
        var accounts = market.Truth("accounts");
        var roles = accounts.Rows.ToLookup(r => accounts.Of(r, "account"), r => accounts.Of(r, "role"));
        var payments = market.Feed("payments");
        var flows = payments.Rows.Select(r => (From: roles[payments.Of(r, "from_account")], To: roles[payments.Of(r, "to_account")])).ToList();
        Assert.Contains(flows, f => f.From.Contains("wallet") && f.To.Contains("payout"));
        Assert.Contains(flows, f => f.From.Contains("payout") && f.To.Contains("mule"));
        Assert.Contains(flows, f => f.From.Contains("mule") && f.To.Contains("operator"));
        Assert.Contains(flows, f => f.From.Contains("operator") && f.To.Contains("factory_payee"));
        Assert.Contains(flows, f => f.From.Contains("broker") && f.To.Contains("factory_payee"));
    }

    [Fact]
    public void Parcels_of_fakes_descend_from_the_factory()
    {
        var shipments = market.Feed("shipments");
        var byId = shipments.Rows.ToDictionary(r => shipments.Of(r, "shipment_id"));
        var factories = market.Truth("factories")["site_id"].ToHashSet();
        var descended = shipments.Rows.Count(r => shipments.Of(r, "seller_id").Length > 0 && Ancestors(r).Any(a => factories.Contains(shipments.Of(a, "from_site")) && shipments.Of(a, "seller_id").Length == 0));
        Assert.True(descended > 20, $"{descended} parcels lead to a factory");

        IEnumerable<string[]> Ancestors(string[] row)
        {
            for (var parent = shipments.Of(row, "parent_shipment_id"); parent.Length > 0; parent = shipments.Of(row, "parent_shipment_id"))
            {
                yield return row = byId[parent];
            }
        }
    }

    [Fact]
    public void An_order_lies_within_its_listings_life()
    {
        var listings = market.Feed("listings", "part");
        var created = Map(listings, "id", "created_at");
        var removed = Map(listings, "id", "removed_at");
        var orders = market.Feed("orders", "part");
        Assert.All(orders.Rows, r => Assert.True(string.CompareOrdinal(created[orders.Of(r, "listing_id")], orders.Of(r, "ordered_at")) <= 0
            && (removed[orders.Of(r, "listing_id")].Length == 0 || string.CompareOrdinal(orders.Of(r, "ordered_at"), removed[orders.Of(r, "listing_id")]) < 0)));
    }

    private HashSet<string> Parts(string scenario, string part)
    {
        var roles = market.Truth("scenarios");
        return [.. roles.Rows.Where(r => roles.Of(r, "scenario") == scenario && roles.Of(r, "part") == part).Select(r => roles.Of(r, "subject_id"))];
    }

    private static Dictionary<string, string> Map(FeedTable table, string key, string value) => table.Rows.ToDictionary(r => table.Of(r, key), r => table.Of(r, value));
}
