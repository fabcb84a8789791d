using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>Single rows whose events can be worked out by hand.</summary>
public sealed class HandMadeStreamsTests : IDisposable
{
    private const string Orders = "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at,cancelled_at,refunded_at,refund_reason,observed_at\n";
    private const string Payments = "payment_id,from_account,to_account,amount,currency,paid_at,kind,order_id,observed_at\n";
    private const string Sellers = "seller_id,registered_at,shop_name,country,payout_account,observed_at\n";
    private const string Listings = "id,seller_id,title,price,currency,created_at,updated_at,removed_at,observed_at\n";
    private const string Sessions = "account_id,account_kind,at,action,ip,observed_at\n";
    private const string Rates = "base,currency,day,rate,observed_at\n";

    private readonly StoredMarket market = new();

    public void Dispose() => market.Dispose();

    [Fact]
    public void A_refund_is_an_event_of_its_own_known_from_its_own_time()
    {
        market.With("orders.csv", Orders + "o1,l1,s1,b1,2,10.50,EUR,2026-01-01T00:00:00Z,,2026-01-03T00:00:01Z,counterfeit,2026-01-02\n");
        Assert.Equal(
            ["2026-01-01 00:00:00|2026-01-02 00:00:00|ordered|∅|1050|525|∅", "2026-01-03 00:00:01|2026-01-03 00:00:01|refunded|counterfeit|1050|525|172801"],
            Read("orders", "event", "reason", "amount", "unit_price", "delay"));
    }

    [Fact]
    public void A_later_version_takes_the_place_of_the_former_from_when_it_was_known()
    {
        market.With("orders.csv", Orders + "o1,l1,s1,b1,1,10,EUR,2026-01-01,,,,2026-01-01\n")
            .With("orders.csv", Orders + "o1,l1,s1,b1,3,30,EUR,2026-01-01,2026-01-04,,,2026-01-05\n")
            .With("orders.csv", Orders + "o1,l1,s1,b1,2,20,EUR,2026-01-01,2026-01-07,,,2026-01-03\n");
        Assert.Equal(
            [
                "2026-01-01 00:00:00|2026-01-01 00:00:00|2026-01-03 00:00:00|ordered|1",
                "2026-01-01 00:00:00|2026-01-03 00:00:00|2026-01-05 00:00:00|ordered|2",
                "2026-01-01 00:00:00|2026-01-05 00:00:00|∅|ordered|3",
                "2026-01-04 00:00:00|2026-01-05 00:00:00|∅|cancelled|3",
            ],
            Read("orders", "until", "event", "quantity"));
    }

    [Fact]
    public void Money_is_by_the_last_rate_up_to_the_events_day_that_was_known_with_it()
    {
        market.With("exchange_rates.csv", Rates + "USD,EUR,2026-01-01,0.5,2026-01-01\nUSD,EUR,2026-01-03,0.8,2026-01-04T12:00:00Z\nUSD,EUR,2026-01-05,0,2026-01-05\nEUR,USD,2026-01-03,9,2026-01-03\n")
            .With("orders.csv", Orders
                + "o1,l1,s1,b1,1,8,EUR,2025-12-31T23:59:59Z,,,,\no2,l1,s1,b1,1,8,EUR,2026-01-02T23:59:59Z,,,,\no3,l1,s1,b1,1,8,EUR,2026-01-04T11:59:59Z,,,,\n"
                + "o4,l1,s1,b1,1,8,EUR,2026-01-04T12:00:00Z,,,,\no5,l1,s1,b1,1,8,EUR,2026-01-04T01:00:00Z,,,,2026-01-09\no6,l1,s1,b1,1,8,EUR,2026-06-04T00:00:00Z,,,,\n"
                + "o7,l1,s1,b1,1,8,USD,2025-06-04T00:00:00Z,,,,\no8,l1,s1,b1,1,8,GBP,2026-06-04T00:00:00Z,,,,\n");
        Assert.Equal(
            ["2025-06-04 00:00:00|800", "2025-12-31 23:59:59|∅", "2026-01-02 23:59:59|1600", "2026-01-04 01:00:00|1000", "2026-01-04 11:59:59|1600", "2026-01-04 12:00:00|1000", "2026-06-04 00:00:00|1000", "2026-06-04 00:00:00|∅"],
            Read("orders", "amount").Select(l => string.Join('|', l.Split('|')[0], l.Split('|')[2])));
    }

    [Fact]
    public void A_rate_that_was_replaced_holds_for_what_was_known_before()
    {
        market.With("exchange_rates.csv", Rates + "USD,EUR,2026-01-01,0.5,2026-01-01\n").With("exchange_rates.csv", Rates + "USD,EUR,2026-01-01,0.8,2026-01-03\n")
            .With("orders.csv", Orders + "o1,l1,s1,b1,1,8,EUR,2026-01-02,,,,\no2,l1,s1,b1,1,8,EUR,2026-01-03,,,,\n");
        Assert.Equal(["1600", "1000"], Read("orders", "amount").Select(l => l.Split('|')[2]));
    }

    [Theory]
    [InlineData("USD", "199")]
    [InlineData("EUR", "∅")]
    public void Without_rates_money_is_in_the_only_currency_and_of_two_in_none(string currency, string amount)
    {
        market.With("orders.csv", Orders + $"o1,l1,s1,b1,1,1.99,USD,2026-01-02,,,,\no2,l1,s1,b1,1,5,{currency},2026-01-03,,,,\n");
        Assert.Equal(amount, Read("orders", "amount")[0].Split('|')[2]);
    }

    [Fact]
    public void Halves_are_rounded_to_even_and_what_is_too_large_is_cut()
    {
        market.With("orders.csv", Orders + "o1,l1,s1,b1,1,0.0250,EUR,2026-01-01,,,,\no2,l1,s1,b1,1,0.0350,EUR,2026-01-02,,,,\no3,l1,s1,b1,1,99999999999999,EUR,2026-01-03,,,,\n");
        Assert.Equal(["2", "4", "1099511627776"], Read("orders", "amount").Select(l => l.Split('|')[2]));
    }

    [Fact]
    public void A_listing_that_was_known_only_later_tells_an_order_nothing()
    {
        market.With("listings.csv", Listings + "l1,s1,A good watch,20,EUR,2026-01-01,,,2026-01-05\n")
            .With("orders.csv", Orders + "o1,l1,s1,b1,2,10,EUR,2026-01-04,,,,\no2,l1,s1,b1,2,10,EUR,2026-01-06,,,,\n");
        Assert.Equal(["∅|∅", "2500|5"], Read("orders", "price_of_listed", "listing_age").Select(l => l[^(l.Length - 40)..]));
    }

    [Fact]
    public void An_account_of_several_sellers_counts_for_each_from_when_it_was_theirs()
    {
        market.With("sellers.csv", Sellers + "s1,2026-01-01,A,DE,acc,2026-01-01\ns2,2026-01-01,B,DE,acc,2026-01-03\ns3,2026-01-01,C,DE,other,2026-01-01\n")
            .With("sellers.csv", Sellers + "s1,2026-01-01,A,DE,moved,2026-01-04\n")
            .With("payments.csv", Payments + "p1,x,acc,5,EUR,2026-01-02,sale,,\np2,x,acc,5,EUR,2026-01-03T12:00:00Z,sale,,\np3,acc,x,5,EUR,2026-01-05,transfer,,\np4,acc,other,5,EUR,2026-01-06,transfer,,\n");
        Assert.Equal(
            [
                "s1|2026-01-02 00:00:00|in|no|∅", "s1|2026-01-03 12:00:00|in|no|129600", "s2|2026-01-03 12:00:00|in|no|∅", "s2|2026-01-05 00:00:00|out|yes|129600",
                "s2|2026-01-06 00:00:00|out|no|216000", "s3|2026-01-06 00:00:00|in|no|∅",
            ],
            Read("payments", "seller", "direction", "circular", "since_income").Select(l => l.Split('|')).Select(l => $"{l[2]}|{l[0]}|{l[3]}|{l[4]}|{l[5]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_income_that_was_known_late_counts_from_then_only()
    {
        market.With("sellers.csv", Sellers + "s1,2026-01-01,A,DE,acc,\n")
            .With("payments.csv", Payments + "p1,x,acc,5,EUR,2026-01-02T00:00:00Z,sale,,\np2,x,acc,5,EUR,2026-01-02T00:00:30Z,sale,,2026-01-02T00:02:00Z\np3,acc,y,5,EUR,2026-01-02T00:01:00Z,transfer,,\np4,acc,y,5,EUR,2026-01-02T00:03:00Z,transfer,,\n");
        Assert.Equal(["∅", "30", "60", "150"], Read("payments", "since_income").Select(l => l.Split('|')[2]));
    }

    [Fact]
    public void The_longest_prefix_that_was_known_tells_where_an_address_is()
    {
        market.With("networks.csv", "prefix,asn,country,kind,observed_at\n10.0.0.0/8,1,US,business,\n10.1.0.0/16,2,DE,mobile,2026-01-02\n2001:db8::/32,3,FR,hosting,\n2001:db8:6c::/48,4,ES,campus,\n")
            .With("sellers.csv", Sellers + "s1,2026-01-01,A,DE,acc,2026-01-01\n")
            .With("sessions.csv", Sessions
                + "s1,seller,2026-01-01T00:00:00Z,sign_in,10.1.2.3,\ns1,seller,2026-01-02T00:00:00Z,sign_in,10.1.2.3,\ns1,seller,2026-01-03T00:00:00Z,sign_in,2001:DB8:6C::7,\n"
                + "s1,seller,2026-01-04T00:00:00Z,sign_in,2001:db8:6d::7,\ns1,seller,2026-01-05T00:00:00Z,sign_in,::ffff:10.9.9.9,\ns1,seller,2026-01-06T00:00:00Z,sign_in,192.0.2.1,\n");
        Assert.Equal(
            ["business|US|yes", "mobile|DE|no", "campus|ES|yes", "hosting|FR|yes", "business|US|yes", "∅|∅|∅"],
            Read("sessions", "network_kind", "country", "abroad").Select(l => l[40..]));
    }

    [Fact]
    public void A_device_has_the_accounts_that_were_known_on_it_at_the_time_of_a_session()
    {
        market.With("sessions.csv", "account_id,account_kind,at,action,ip,device_id,observed_at\n"
            + "a,seller,2026-01-01T00:00:00Z,sign_in,10.0.0.1,d,\nb,seller,2026-01-02T00:00:00Z,sign_in,10.0.0.2,d,2026-01-05T00:00:00Z\n"
            + "a,seller,2026-01-03T00:00:00Z,sign_in,10.0.0.2,d,\na,seller,2026-01-06T00:00:00Z,sign_in,10.0.0.3,,\nb,buyer,2026-01-07T00:00:00Z,sign_in,10.0.0.2,d,\n");
        Assert.Equal(["1|1", "2|2", "1|1", "∅|1", "3|3"], Read("sessions", "device_accounts", "ip_accounts").Select(l => l[40..]));
    }

    [Fact]
    public void A_reporter_has_the_record_of_reports_that_were_decided_by_then()
    {
        market.With("reports.csv", "report_id,seller_id,reporter_id,reporter_kind,reason,created_at,resolved_at,resolution\n"
            + "r1,s,p,consumer,counterfeit,2026-01-01,2026-01-04,upheld\nr2,s,p,consumer,counterfeit,2026-01-02,2026-01-05,refused\n"
            + "r3,s,p,consumer,counterfeit,2026-01-03,2026-01-08,upheld\nr4,s,p,consumer,counterfeit,2026-01-06,,\nr5,s,q,consumer,counterfeit,2026-01-06,,\n");
        Assert.Equal(["∅", "∅", "∅", "10000", "5000", "5000", "∅", "6667"], Read("reports", "reporter_record").Select(l => l[40..]));
    }

    [Fact]
    public void Surroundings_of_an_address_are_a_24_and_a_48()
    {
        market.With("sessions.csv", Sessions + string.Concat(((string[])["10.1.2.3", "10.1.2.200", "10.1.3.3", "2001:db8:6c::7", "2001:0DB8:006c:9::1", "2001:db8:6d::7", "2001:db8:6c:0::7"])
            .Select((ip, i) => $"s1,seller,2026-01-{20 - i}T00:00:00Z,sign_in,{ip},\n")));
        market.Build();
        var numbers = market.Warehouse.Table(new Sql("test", "SELECT network, ip FROM sessions_by_seller_sorted"));
        Assert.Equal(["1|1", "1|2", "2|3", "3|4", "3|5", "4|6", "3|4"], numbers.Select(n => $"{n[0]}|{n[1]}"));
    }

    [Fact]
    public void A_changed_listing_says_what_changed_and_stays_changed()
    {
        market.With("listings.csv", Listings + "l1,s1,A good watch,20,EUR,2026-01-01,,,\n")
            .With("listings.csv", Listings + "l1,s1,A good watch,15,EUR,2026-01-01,2026-01-02,,2026-01-03\n")
            .With("listings.csv", Listings + "l1,s1,A finer watch,15,EUR,2026-01-01,2026-01-02,,2026-01-04\n")
            .With("listings.csv", Listings + "l1,s1,A finer watch,15,EUR,2026-01-01,2026-01-02,2026-01-06,2026-01-06\n");
        Assert.Equal(
            [
                "2026-01-02 00:00:00|2026-01-03 00:00:00|∅|changed|no|7500|∅", "2026-01-04 00:00:00|2026-01-04 00:00:00|∅|changed|yes|∅|∅",
                "2026-01-06 00:00:00|2026-01-06 00:00:00|∅|removed|∅|∅|432000",
            ],
            Read("offers", "until", "event", "title_changed", "price_change", "life").Where(l => !l.Contains("listed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_review_is_verified_by_an_order_of_its_buyer_that_was_known()
    {
        market.With("orders.csv", Orders + "o1,l1,s1,b1,1,10,EUR,2026-01-01,,,,\no2,l1,s1,b1,1,10,EUR,2026-01-01,,,,2026-02-01\n")
            .With("reviews.csv", "review_id,listing_id,seller_id,buyer_id,order_id,rating,text,created_at\n"
                + "r1,l1,s1,b1,o1,4.5,,2026-01-02\nr2,l1,s1,b2,o1,4.5,,2026-01-03\nr3,l1,s1,b1,,4.5,,2026-01-04\nr4,l1,s1,b1,o2,4.5,,2026-01-05\n");
        Assert.Equal(["yes|450|86400", "no|450|172800", "no|450|∅", "∅|450|∅"], Read("reviews", "verified", "rating", "delay").Select(l => l[40..]));
    }

    // Lines of event time, first known time and the fields asked for; codes by name, 'until' and 'seller' in words.
    private List<string> Read(string name, params string[] fields)
    {
        var stream = MarketStreams.All.Single(s => s.Name == name);
        market.Build();
        using var reading = new StreamReading(market.Warehouse, TestContext.Current.CancellationToken);
        reading.MakeRows(stream);
        var columns = fields.Select(f => stream.Find(f) switch
        {
            { Kind: FieldKind.Code } code => $"coalesce([{string.Join(", ", code.Codes.Select(c => $"'{c}'"))}][{f}], '∅')",
            { Kind: FieldKind.Number } => $"CASE WHEN {f} = CAST('{long.MinValue}' AS BIGINT) THEN '∅' ELSE CAST({f} AS VARCHAR) END",
            _ => f == "until" ? $"CASE WHEN known_until = {long.MaxValue} THEN '∅' ELSE CAST(make_timestamp(known_until) AS VARCHAR) END" : $"(SELECT id FROM subjects WHERE kind = '{f}' AND no = {f}_no)",
        });
        var sql = $"SELECT concat_ws('|', make_timestamp(\"at\"), make_timestamp(known_from), {string.Join(", ", columns)}) AS line FROM stream_rows ORDER BY line";
        return [.. reading.Session.Table(new Sql("test", sql)).Select(r => r[0]!)];
    }
}
