using System.Text;
using Assay.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

public sealed class FeedMapTests
{
    private static readonly string[] WrongMaps =
    [
        "feeds: {order: {}}",
        "feed: {}",
        "time_zone: Berlin",
        "time_zone: Europe/Berlni",
        "time_zone: Mars/Olympus",
        "delimiter: ':'",
        "decimal: comma",
        "times: epoch",
        "times: '%d.%m %H:%M'",
        "times: '%d.%m.%Y %z'",
        "feeds:\n  orders:\n    column:\n      a: order_id",
        "feeds:\n  orders:\n    columns:\n      Nummer: order_nr",
        "feeds:\n  orders:\n    columns:\n      Nummer: order_id\n      Nr: order_id",
        "feeds:\n  orders:\n    columns:\n      Nummer: order_id\n      NUMMER: listing_id",
        "feeds:\n  orders:\n    columns:\n      Nummer: order_id\n      Nummer: listing_id",
        "feeds:\n  orders:\n    columns: [order_id]",
        "feeds:\n  orders:\n    columns:\n      Nummer: [order_id, listing_id]",
        "feeds:\n  orders:\n    values:\n      refund_reason:\n        zu spät: to_late",
        "feeds:\n  orders:\n    constants:\n      curency: EUR",
        "feeds:\n  orders: {}\n  Orders: {}",
        "feeds:\n  orders:\n  columns: {}",
        "feeds: [",
        "- feeds",
    ];

    [Fact]
    public void A_wrong_map_is_refused_with_its_line_and_what_was_perhaps_meant()
    {
        using var folder = new TestFolder();
        var said = new StringBuilder();
        foreach (var yaml in WrongMaps)
        {
            var refused = FeedMap.Read(folder.Write("map.yaml", yaml));
            Assert.False(refused.Ok, yaml);
            said.AppendLine(yaml).Append("=> ").AppendLine(refused.Failure.ToString().Replace(folder.Path + "/", "", StringComparison.Ordinal)).AppendLine();
        }

        Golden.Matches(said.ToString(), "wrong-maps.txt");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("feeds:")]
    [InlineData("feeds:\n  orders:")]
    public void An_empty_map_changes_nothing(string yaml)
    {
        using var folder = new TestFolder();
        Assert.Empty(FeedMap.Read(folder.Write("map.yaml", yaml)).Require().For(Contract.Find("orders")!).Columns);
    }

    [Theory]
    [InlineData("19.90", null)]
    [InlineData("1.234,50", "1234.5000")]
    [InlineData("1.234", "1234.0000")]
    [InlineData("1234,5", "1234.5000")]
    [InlineData("1 234,50", "1234.5000")]
    [InlineData("1\u00A0234\u202F567,50", "1234567.5000")]
    [InlineData("1'234,50", "1234.5000")]
    [InlineData("0,1234", "0.1234")]
    [InlineData("12,34,56", null)]
    [InlineData("1,234.50", null)]
    [InlineData("-5,00", null)]
    public void An_amount_with_a_decimal_comma_is_read_and_one_that_could_be_either_is_rejected(string amount, string? expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/orders.csv", $"order_id;listing_id;seller_id;buyer_id;quantity;amount;currency;ordered_at\n1;l;s;b;1;{amount};EUR;2026-01-01\n");
        var summary = folder.Import(folder["in"], Map(folder, "delimiter: ';'\ndecimal: ','"));
        Assert.Equal(expected is null ? 1 : 0, Assert.Single(summary.Files).Rejected);
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT amount::VARCHAR FROM orders")));
    }

    [Theory]
    [InlineData("19,90 EUR", "19.9000 EUR")]
    [InlineData("1.019,90\u00A0EUR", "1019.9000 EUR")]
    [InlineData("19.90 EUR", null)]
    public void A_price_with_a_decimal_comma_keeps_its_currency(string price, string? expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/listings.csv", $"id|seller_id|title|price|created_at\n1|s|t|{price}|2026-01-01\n");
        folder.Import(folder["in"], Map(folder, "feeds: {listings: {delimiter: '|', decimal: ','}}"));
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT price || ' ' || currency FROM listings")));
    }

    [Theory]
    [InlineData("""{"order_id":"1","amount":1.234,""", "1.2340")]
    [InlineData("""{"order_id":"1","amount":"1.234",""", "1234.0000")]
    [InlineData("""{"order_id":"1","amount":"1,5",""", "1.5000")]
    public void A_number_of_JSON_keeps_its_point_where_texts_have_commas(string row, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/orders.jsonl", $$"""{{row}} "listing_id":"l","seller_id":"s","buyer_id":"b","quantity":1,"currency":"EUR","ordered_at":"2026-01-01"}""");
        folder.Import(folder["in"], Map(folder, "decimal: ','"));
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT amount::VARCHAR FROM orders")));
    }

    [Theory]
    [InlineData("unix", "1767225600", "2026-01-01 00:00:00")]
    [InlineData("unix", "1767225600.25", "2026-01-01 00:00:00.25")]
    [InlineData("unix_ms", "1767225600123", "2026-01-01 00:00:00.123")]
    [InlineData("unix_ms", "2026-01-01T01:00:00+01:00", "2026-01-01 00:00:00")]
    [InlineData("unix", "1767225600123", null)]
    [InlineData("unix", "99999999999999999999999999", null)]
    [InlineData("unix", "-1", null)]
    [InlineData("'%d.%m.%Y %H:%M'", "31.12.2025 18:30", "2025-12-31 18:30:00")]
    [InlineData("'%d.%m.%Y %H:%M'", "2025-12-31T18:30:00Z", "2025-12-31 18:30:00")]
    [InlineData("'%d.%m.%Y %H:%M'", "12.31.2025 18:30", null)]
    public void Times_are_read_as_the_map_says(string times, string value, string? expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/buyers.csv", $"buyer_id,registered_at\n1,{value}\n");
        folder.Import(folder["in"], Map(folder, $"times: {times}"));
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT registered_at::VARCHAR FROM buyers")));
    }

    [Theory]
    [InlineData("2026-03-29 01:59:59", "2026-03-29 00:59:59")]
    [InlineData("2026-03-29 03:00:00", "2026-03-29 01:00:00")]
    [InlineData("2025-10-26 01:59:59", "2025-10-25 23:59:59")]
    [InlineData("2025-10-26 03:00:00", "2025-10-26 02:00:00")]
    [InlineData("2025-10-26T02:30:00+01:00", "2025-10-26 01:30:00")]
    public void A_local_time_is_read_in_its_zone_on_both_sides_of_a_change_of_clocks(string value, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/buyers.csv", $"buyer_id,registered_at\n1,{value}\n");
        folder.Import(folder["in"], Map(folder, "time_zone: Europe/Berlin"));
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT registered_at::VARCHAR FROM buyers")));
    }

    [Fact]
    public void A_file_of_any_name_may_hold_two_feeds_and_neither_calls_the_others_columns_left_out()
    {
        using var folder = new TestFolder();
        folder.Write("in/export 2026.txt", "nr;artikel;verkaeufer;kunde;seit;menge;betrag;am;notiz\n1;l;s;b1;2025-01-01;1;5;2026-01-01;x\n2;l;s;b1;2025-01-01;1;5;2026-01-02;x\n");
        var map = Map(folder, """
            delimiter: ';'
            feeds:
              orders:
                files: ['export *.txt']
                columns: {nr: order_id, artikel: listing_id, verkaeufer: seller_id, kunde: buyer_id, menge: quantity, betrag: amount, am: ordered_at}
                constants: {currency: EUR}
              buyers:
                files: export *.txt
                columns: {kunde: buyer_id, seit: registered_at}
            """);
        var summary = folder.Import(folder["in"], map);
        Assert.Equal(0, summary.ExitCode);
        Assert.Equal(["buyers: 1 imported, 1 unchanged, left out notiz", "orders: 2 imported, 0 unchanged, left out notiz"], summary.Files.Select(f => $"{f.File.Feed.Name}: {f.Imported} imported, {f.Unchanged} unchanged, left out {string.Join(", ", f.UnknownColumns)}"));
    }

    [Fact]
    public void A_column_of_our_name_beside_a_mapped_one_is_refused_until_one_is_kept_out()
    {
        using var folder = new TestFolder();
        folder.Write("in/buyers.csv", "buyer_id,kunde,registered_at\n1,a,2026-01-01\n");
        var refused = Assert.Single(folder.Import(folder["in"], Map(folder, "feeds: {buyers: {columns: {kunde: buyer_id}}}")).Files).Refused;
        Assert.Equal("buyers.csv has 'buyer_id' and 'kunde', which both read as buyer_id; expected one column of yours for one of ours. Keep one out in the map: 'buyer_id': ''.", refused!.ToString());
        Assert.Equal(0, folder.Import(folder["in"], Map(folder, "feeds: {buyers: {columns: {kunde: buyer_id, buyer_id: ''}}}")).ExitCode);
    }

    private static FeedMap Map(TestFolder folder, string yaml) => FeedMap.Read(folder.Write("map.yaml", yaml)).Require();
}
