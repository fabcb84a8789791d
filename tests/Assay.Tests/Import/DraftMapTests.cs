using System.Runtime.CompilerServices;
using Assay.Import;
using Assay.Import.Drafting;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

public sealed class DraftMapTests
{
    public static TheoryData<string> FeedNames => [.. Contract.Feeds.Where(f => f.Name != "epcis").Select(f => f.Name)];

    [Theory]
    [InlineData("german")]
    [InlineData("chinese")]
    [InlineData("epochs")]
    public void A_draft_of_an_export_reads_as_pinned_and_loads_as_it_is(string export)
    {
        using var folder = new TestFolder();
        var draft = Draft(Export(export));
        Golden.Matches(draft, $"draft-{export}.yaml");
        Assert.NotEmpty(FeedMap.Read(folder.Write("map.yaml", draft)).Require().Feeds);
    }

    [Fact]
    public void A_German_export_lands_with_its_draft_a_time_zone_and_one_word()
    {
        using var folder = new TestFolder();
        var draft = Draft(Export("german"))
            .Replace("# time_zone: Europe/Berlin", "time_zone: Europe/Berlin", StringComparison.Ordinal)
            .Replace("    #     'Montagsgrund': ''", "        'Montagsgrund': changed_mind", StringComparison.Ordinal);
        Assert.Equal(0, Import(folder, "german", draft).ExitCode);
        using var data = folder.Open();
        Assert.Equal(
            [
                "B1|2025-10-25 21:59:59|1019.9500|",
                "B2|2025-10-25 23:59:59|1029.9500|counterfeit",
                "B3|2025-10-26 02:00:00|1039.9500|late",
                "B4|2026-03-29 00:59:59|1049.9500|changed_mind",
                "B5|2026-03-29 01:00:00|1059.9500|other",
            ],
            Lines(data, "SELECT concat_ws('|', order_id, ordered_at::VARCHAR, amount::VARCHAR, coalesce(refund_reason::VARCHAR, '')) FROM orders ORDER BY 1"));
        Assert.Equal(["""Schuh "Läufer" 1|1219.9000|EUR|2026-01-02 11:00:00"""], Lines(data, "SELECT concat_ws('|', title, price::VARCHAR, currency, created_at::VARCHAR) FROM listings WHERE id = 'A1'"));
        Assert.Equal(["AT", "DE"], Lines(data, "SELECT DISTINCT country::VARCHAR FROM sellers ORDER BY 1"));
    }

    [Fact]
    public void A_Chinese_export_lands_with_its_draft_a_time_zone_and_one_word()
    {
        using var folder = new TestFolder();
        var draft = Draft(Export("chinese"))
            .Replace("# time_zone: Europe/Berlin", "time_zone: Asia/Shanghai", StringComparison.Ordinal)
            .Replace("    #     '个人问题': ''", "        '个人问题': changed_mind", StringComparison.Ordinal);
        Assert.Equal(0, Import(folder, "chinese", draft).ExitCode);
        using var data = folder.Open();
        Assert.Equal(
            ["O1|2026-01-31 16:15:00|199.0000 CNY|", "O2|2026-02-01 16:15:00|299.0000 CNY|counterfeit", "O3|2026-02-02 16:15:00|399.0000 CNY|not_as_described", "O4|2026-02-03 16:15:00|499.0000 CNY|changed_mind"],
            Lines(data, "SELECT concat_ws('|', order_id, ordered_at::VARCHAR, amount::VARCHAR || ' ' || currency, coalesce(refund_reason::VARCHAR, '')) FROM orders ORDER BY 1"));
        Assert.Equal(["北岭 跑步鞋, 男款 1"], Lines(data, "SELECT title FROM listings WHERE id = 'L1'"));
    }

    [Fact]
    public void An_export_in_milliseconds_lands_as_drafted_and_its_second_feed_by_four_lines()
    {
        using var folder = new TestFolder();
        const string buyers = "  buyers:\n    files: ['purchases_and_customers.jsonl']\n    times: unix_ms\n    columns: {customerId: buyer_id, signupDate: registered_at}\n";
        var summary = Import(folder, "epochs", Draft(Export("epochs")) + buyers);
        Assert.Equal(0, summary.ExitCode);
        using var data = folder.Open();
        Assert.Equal(["c0|2025-01-01 00:00:00", "c1|2025-01-01 00:00:00.001"], Lines(data, "SELECT concat_ws('|', buyer_id, registered_at::VARCHAR) FROM buyers ORDER BY 1"));
        Assert.Equal(["o1|2026-01-02 00:00:00.124|20.5000"], Lines(data, "SELECT concat_ws('|', order_id, ordered_at::VARCHAR, amount::VARCHAR) FROM orders WHERE order_id = 'o1'"));
    }

    [Theory]
    [MemberData(nameof(FeedNames))]
    public void The_contracts_own_names_are_known_for_what_they_are_whatever_the_file_is_called(string name)
    {
        using var folder = new TestFolder();
        var feed = Contract.Find(name)!;
        var draft = Draft([folder.Write("x.csv", string.Join(',', feed.Columns.Where(c => !(feed.TakesMoreColumns && c.Kind == ColumnKind.Json)).Select(c => c.Name)) + "\n")]);
        Assert.Contains($"\n  {name}:\n", draft, StringComparison.Ordinal);
        Assert.All(feed.Columns.Where(c => !feed.TakesMoreColumns), c => Assert.Contains($"      '{c.Name}': {c.Name}\n", draft, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_of_Parquet_are_read_through_the_engine()
    {
        using var folder = new TestFolder();
        using (var data = folder.Open())
        {
            data.Warehouse.Run(new Sql("test", $"COPY (SELECT 'b' || i AS kunde, TIMESTAMP '2026-01-01' AS seit, 'DE' AS land FROM range(3) t(i)) TO '{folder["kunden.parquet"]}' (FORMAT parquet)"));
        }

        var draft = Draft([folder["kunden.parquet"]]);
        Assert.Contains("'kunde': buyer_id", draft, StringComparison.Ordinal);
        Assert.Contains("'land': country", draft, StringComparison.Ordinal);
        Assert.Contains("# ? perhaps", Draft([folder.Write("kunden.csv", "kunde;datum_registriert;ip_land\nb1;2026-01-01;DE\n")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_file_calls_its_columns_the_draft_loads()
    {
        using var folder = new TestFolder();
        var path = folder.Write("orders.csv", "it's,\"a \"\"quoted\"\" one\",# no comment,a: b,{x},\u2028,\u0007bell,order_id,Order_ID,,,'',~,null,order\u200Bid,\U0001F600\n" + string.Join(',', Enumerable.Repeat("x\u2028y", 16)) + "\n");
        FeedMap.Read(folder.Write("map.yaml", Draft([path]))).Require();
        FeedMap.Read(folder.Write("map.yaml", Draft([folder.Write("unheard of.csv", "foo,bar\n1,2\n")]))).Require();
    }

    [Fact]
    public void A_draft_shows_the_shape_of_a_value_and_never_the_value()
    {
        using var folder = new TestFolder();
        var draft = Draft([folder.Write("orders.csv", "order_id,note,phone_hash\n1,Anna Muster +49 170 1234567,+49 170 1234567\n")]);
        Assert.Contains("looks like 'Xxxx Xxxxxx +99 999 9999999'", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Muster", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_refused_with_a_sentence()
    {
        using var folder = new TestFolder();
        Assert.Contains("is not there", DraftMap.Run([folder["none.csv"]]).Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains("is empty", DraftMap.Run([folder.Write("empty.csv", "")]).Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", DraftMap.Run([folder.Write("bad.jsonl", "{\n")]).Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", DraftMap.Run([folder.Write("bad.parquet", "PAR1")]).Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains("columns", DraftMap.Run([folder.Write("wide.csv", new string(',', 3000) + "\n")]).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_of_the_synonym_table_is_one_of_the_contract()
    {
        var columns = Contract.Feeds.SelectMany(f => LoadSql.ContractColumns(f).SelectMany(c => new[] { c.Name, $"{f.Name}.{c.Name}" })).ToHashSet();
        Assert.Empty(Synonyms.Table.Columns.Except(columns));
        Assert.Empty(Synonyms.Table.Feeds.Except(Contract.Feeds.Select(f => f.Name)));
        var choices = Contract.Feeds.SelectMany(f => f.Columns).Where(c => c.Kind == ColumnKind.Choice);
        Assert.All(choices.GroupBy(c => c.Name), c => Assert.Empty(Synonyms.Table.OfWords(c.Key).Keys.Except(c.SelectMany(x => x.Choices))));
    }

    private static string Draft(IReadOnlyList<string> files) => DraftMap.Run(files).Require();

    private static ImportSummary Import(TestFolder folder, string export, string draft)
    {
        var summary = folder.Import(Path.GetDirectoryName(Export(export)[0])!, FeedMap.Read(folder.Write("map.yaml", draft)).Require());
        Assert.All(summary.Files, f => Assert.Null(f.Refused));
        return summary;
    }

    private static IReadOnlyList<string> Export(string name, [CallerFilePath] string test = "") =>
        [.. Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(test)!, "exports", name)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(DataFolder data, string query) => data.Warehouse.Table(new Sql("test", query)).Select(r => r[0]!);
}
