using Assay.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

/// <summary>Good and bad values of each kind of column, in each format; each reject says file, line, column, what was found and what was expected.</summary>
public sealed class ColumnKindTests : IDisposable
{
    private static readonly string Id64 = string.Concat(Enumerable.Repeat("日", 21)) + "x";

    private readonly TestFolder folder = new();

    public enum Format
    {
        Csv,
        Json,
        Parquet,
    }

    private static IEnumerable<(string Feed, string Column, string[] Good, string[] Bad)> Kinds =>
    [
        ("orders", "order_id", ["x", " ", "=1+1", Id64], [Id64 + "x", new string('i', 65)]),
        ("reviews", "text", ["x", "a\nb", "\"", new string('t', 100_000)], []),
        ("sellers", "phone_hash", [new string('a', 32), new string('F', 64)], ["+8613800138000", "13800138000", new string('a', 31), new string('a', 65), new string('g', 32)]),
        ("sessions", "router_id", ["r1", new string('a', 64)], ["00:1A:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", new string('a', 65)]),
        ("payments", "from_account", ["acc1", "123456789"], ["DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "4111111111111111", "4111 1111 1111 1111", "+86 138 0013 8000"]),
        ("orders", "ordered_at", ["2026-06-01T10:00:00Z", "2026-06-01T10:00:00+02:00", "2026-06-01 10:00:00", "2026-06-01", "1990-01-01", "2026-06-01T10:00:00.123456Z", "2026-07-01T23:59:59Z"],
            ["1900-01-01", "2100-01-01", "2026-07-02T00:00:01Z", "1751284800", "99999999999999", "infinity", "-infinity", "epoch", "2026-13-01", "yesterday", "294247-01-10 04:00:54.775806"]),
        ("rights", "valid_until", ["2100-01-01", "1890-06-01", "9999-12-30"], ["infinity", "soon", "290000-01-01", "294247-01-10 04:00:54.775806"]),
        ("exchange_rates", "day", ["2026-06-30", "1999-12-31"], ["1900-01-01", "2026-07-03", "infinity", "Monday"]),
        ("orders", "amount", ["0", "19.90", "1e3", "0.00001", "12345678901234.5678"], ["-0.01", "NaN", "inf", "1,234.50", "19,90", "free", "123456789012345678", "$5"]),
        ("orders", "currency", ["USD", "JPY"], ["usd", "US", "ZZZ", "U$D", "EURO"]),
        ("sellers", "country", ["DE", "XK"], ["de", "DEU", "XX", "Germany"]),
        ("orders", "quantity", ["1", "2.0", "2147483647"], ["0", "-1", "2.5", "2147483648", "two", "NaN", "1e400"]),
        ("reviews", "rating", ["1", "4.5", "5"], ["0", "6", "5.01", "NaN", "inf", "good"]),
        ("shipments", "from_lat", ["-90", "90", "0.5"], ["90.01", "-91", "NaN", "north"]),
        ("shipments", "weight_g", ["0", "1e6"], ["-1", "inf", "NaN", "1e400"]),
        ("payments", "kind", ["sale", "refund"], ["Sale", "gift", "sale "]),
        ("networks", "prefix", ["203.0.113.0/24", "2001:db8::/32", "0.0.0.0/0"], ["203.0.113.0", "203.0.113.0/33", "2001:db8::/129", "x/8", "203.0.113.0/24/1"]),
        ("sessions", "ip", ["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9", "::"], ["203.0.113.256", "203.0.113", "2001:db8:::1", "localhost", "1:2:3:4:5:6:7:8:9"]),
        ("listings", "pdq", [new string('0', 64), new string('F', 64)], [new string('0', 63), new string('x', 64)]),
        ("listings", "image_link", ["https://shop.example/a.jpg", "HTTP://shop.example/a", "a/b.jpg"], ["../a.jpg", "/a.jpg", "ftp://shop.example/a", "data:image/png;base64,AAAA", "http://", "a\\b"]),
        ("listings", "additional_image_link", ["a.jpg,https://shop.example/b%2C.jpg", "a.jpg"], ["a.jpg,../b.jpg", "a.jpg,", "javascript:x"]),
        ("products", "attributes", ["{}", "{\"a\": [1, null]}"], ["[]", "1", "{", "{a: 1}", "null"]),
        ("listings", "price", ["19.90 USD", "0 EUR", "1e3 JPY"], ["19.90 usd", "19.90 XXY", "-1 USD", "USD 5", "1,234.50 USD", "NaN USD", "5 USD EUR", "5  USD"]),
    ];

    public static TheoryData<Format, string, string> Columns
    {
        get
        {
            var data = new TheoryData<Format, string, string>();
            foreach (var format in Enum.GetValues<Format>())
            {
                foreach (var (feed, column, _, _) in Kinds)
                {
                    data.Add(format, feed, column);
                }
            }

            return data;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Columns))]
    public void Good_values_are_taken_and_bad_ones_rejected(Format format, string feedName, string columnName)
    {
        var (_, _, good, bad) = Kinds.Single(k => k.Feed == feedName && k.Column == columnName);
        var feed = Contract.Find(feedName)!;
        var values = good.Concat(bad).ToList();
        var file = Write(format, feed, columnName, values);
        var outcome = folder.ImportFeeds().Files.Single();
        Assert.Null(outcome.Refused);
        Assert.Equal((values.Count, bad.Length), (outcome.Read, outcome.Rejected));
        Assert.Equal(good.Length, outcome.Imported);
        var rejects = outcome.Rejects();
        var line = (format == Format.Csv ? 2 : 1) + good.Length + (format == Format.Csv ? good.Sum(g => g.Count(c => c == '\n')) : 0);
        foreach (var (reject, value) in rejects.Zip(bad))
        {
            var column = feed.Column(columnName);
            Assert.Equal((file, line++, columnName, column.Expected), (reject.File, reject.Line, reject.Column, reject.Expected));
            if (column.IsMasked)
            {
                Assert.DoesNotContain(value, reject.Got, StringComparison.OrdinalIgnoreCase);
            }
            else
            {
                Assert.StartsWith(value[..Math.Min(50, value.Length)], reject.Got, StringComparison.Ordinal);
            }
        }
    }

    public static TheoryData<string, string> Required =>
        [.. Contract.Feeds.SelectMany(f => f.Columns.Where(c => !c.IsOptional).Select(c => (f.Name, c.Name)))];

    [Theory]
    [MemberData(nameof(Required))]
    public void A_required_value_that_is_missing_rejects_the_row(string feedName, string column)
    {
        var feed = Contract.Find(feedName)!;
        Write(Format.Csv, feed, column, ["", "\0none"]);
        File.WriteAllText(folder[$"feeds/{feedName}.csv"], File.ReadAllText(folder[$"feeds/{feedName}.csv"]).Replace("\0none", "", StringComparison.Ordinal));
        var outcome = folder.ImportFeeds().Files.Single();
        Assert.Equal((0, 2), (outcome.Imported, outcome.Rejected));
        Assert.All(outcome.Rejects(), r => Assert.Equal((column, "nothing"), (r.Column, r.Got)));
    }

    [Fact]
    public void Parquet_with_types_of_its_own_is_taken()
    {
        using (var data = folder.Open())
        {
            Directory.CreateDirectory(folder["feeds"]);
            data.Warehouse.Run(new Sql("test", $"""
                COPY (SELECT range AS order_id, 1::UTINYINT AS listing_id, 's'::BLOB AS seller_id, {"{'nested': 1}"} AS buyer_id,
                  CASE range WHEN 1 THEN 2.5 ELSE 2 END::DOUBLE AS quantity, CASE range WHEN 2 THEN 'NaN' ELSE '19.9' END::FLOAT AS amount, 'USD' AS currency,
                  CASE range WHEN 3 THEN TIMESTAMPTZ '1900-01-01' ELSE TIMESTAMPTZ '2026-06-01 12:00:00+02' END AS ordered_at, DATE '2026-06-02' AS cancelled_at,
                  TIMESTAMP_NS '2026-06-03 00:00:00' AS refunded_at, ['list'] AS extra
                FROM range(5)) TO '{folder["feeds/orders.parquet"]}' (FORMAT parquet)
                """));
        }

        var outcome = folder.ImportFeeds().Files.Single();
        Assert.Equal((5, 2, 3), (outcome.Read, outcome.Imported, outcome.Rejected));
        Assert.Equal([(2, "quantity"), (3, "amount"), (4, "ordered_at")], outcome.Rejects().Select(r => ((int)r.Line, r.Column!)));
        Assert.Equal(["extra"], outcome.UnknownColumns);
        Assert.Equal(
            ["0|1|s|{\"nested\":1}|2|19.9000|2026-06-01T10:00:00Z|2026-06-02T00:00:00Z|2026-06-03T00:00:00Z"],
            folder.Rows("SELECT order_id, listing_id, seller_id, buyer_id, quantity, amount, ordered_at, cancelled_at, refunded_at FROM orders ORDER BY order_id LIMIT 1"));
    }

    [Theory]
    [InlineData("BIGINT", "1751284800")]
    [InlineData("BOOLEAN", "true")]
    [InlineData("TIME", "12:00:00")]
    [InlineData("UUID", "6bd7c5a4-9e0b-4a57-a7b2-9f0f3a0f6c11")]
    [InlineData("DOUBLE", "1.5")]
    public void A_Parquet_type_that_no_time_can_be_made_of_rejects_the_rows_and_not_the_file(string type, string value)
    {
        using (var data = folder.Open())
        {
            Directory.CreateDirectory(folder["feeds"]);
            data.Warehouse.Run(new Sql("test", $"COPY (SELECT 'b' AS buyer_id, '{value}'::{type} AS registered_at, DATE '2026-01-01' AS country) TO '{folder["feeds/buyers.parquet"]}' (FORMAT parquet)"));
        }

        var outcome = folder.ImportFeeds().Files.Single();
        Assert.Null(outcome.Refused);
        Assert.Equal(("registered_at", 1L), (Assert.Single(outcome.Rejects()).Column, outcome.Rejected));
    }

    private string Write(Format format, Feed feed, string column, IReadOnlyList<string> values)
    {
        var columns = feed.Columns.Where(c => !c.IsOptional || c.Name == column || c.Name == "outcome_id").ToList();
        var rows = values.Select((v, i) => columns.Select(c => c.Name == column ? v : GoodRow.Value(c, i)).ToList()).ToList();
        var csv = string.Join(',', columns.Select(c => c.Name)) + "\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(Quote)) + "\n"));
        switch (format)
        {
            case Format.Csv:
                folder.Write($"feeds/{feed.Name}.csv", csv);
                return $"{feed.Name}.csv";
            case Format.Json:
                folder.Write($"feeds/{feed.Name}.jsonl", string.Concat(rows.Select(r => System.Text.Json.JsonSerializer.Serialize(columns.Zip(r).ToDictionary(p => p.First.Name, p => p.Second)) + "\n")));
                return $"{feed.Name}.jsonl";
            default:
                using (var data = folder.Open())
                {
                    Directory.CreateDirectory(folder["feeds"]);
                    data.Warehouse.Run(new Sql("test", $"COPY (FROM read_csv('{folder.Write("rows.csv", csv)}', all_varchar = true, header = true, quote = '\"', escape = '\"', delim = ',')) TO '{folder[$"feeds/{feed.Name}.parquet"]}' (FORMAT parquet)"));
                }

                return $"{feed.Name}.parquet";
        }
    }

    private static string Quote(string value) => value.Length == 0 ? "" : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A value that a column of the contract takes, different from row to row where it may be.</summary>
internal static class GoodRow
{
    public static string Value(FeedColumn column, int row) => column.Kind switch
    {
        ColumnKind.Id or ColumnKind.Text or ColumnKind.Account or ColumnKind.Router => $"v{row}",
        ColumnKind.Hash or ColumnKind.Pdq => new string('a', 64),
        ColumnKind.Time or ColumnKind.Validity => "2026-06-01T00:00:00Z",
        ColumnKind.Day => $"2026-05-{1 + row:00}",
        ColumnKind.Price => "5 USD",
        ColumnKind.Currency => "USD",
        ColumnKind.Country => "DE",
        ColumnKind.Choice => column.Choices[0],
        ColumnKind.Image or ColumnKind.Images => "a.jpg",
        ColumnKind.Ip => "203.0.113.1",
        ColumnKind.Prefix => $"203.0.{row}.0/24",
        ColumnKind.Json => "{}",
        _ => "1",
    };
}
