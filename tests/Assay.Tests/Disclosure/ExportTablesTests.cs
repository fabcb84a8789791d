using Assay.Disclosure;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Disclosure;

public sealed class ExportTablesTests
{
    private static readonly Sql DecisionsByContract = new("columns", "DESCRIBE SELECT * FROM read_csv($1)");

    [Fact]
    public void Decisions_and_risks_come_out_with_the_contracts_columns()
    {
        using var folder = Scanned("A lamp");
        using var data = folder.Open();
        new ExportTables(data.Warehouse).Run(folder["out"], ExportFormat.Csv);
        Assert.Equal(
            ["listing_id", "seller_id", "decided_at", "as_of", "score", "probability", "margin", "action", "reasons", "matched_brand_id", "rule_ids", "checks_run", "versions"],
            data.Warehouse.Table(DecisionsByContract, folder["out/decisions.csv"]).Select(r => r[0]));
        Assert.Equal(
            ["seller_id", "score", "probability", "margin", "action", "reasons", "operator_id", "listings", "listings_flagged"],
            data.Warehouse.Table(DecisionsByContract, folder["out/seller_risk.csv"]).Select(r => r[0]));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData(" =1")]
    public void A_cell_that_a_spreadsheet_would_run_is_text_in_csv_and_untouched_in_jsonl(string id)
    {
        using var folder = Scanned("A lamp", id);
        using var data = folder.Open();
        var export = new ExportTables(data.Warehouse);
        export.Run(folder["out"], ExportFormat.Csv);
        export.Run(folder["out"], ExportFormat.Jsonl);
        Assert.Equal($"'{id}", data.Warehouse.Word(new Sql("csv", "SELECT listing_id FROM read_csv($1, all_varchar = true)"), folder["out/decisions.csv"]));
        Assert.Equal(id, data.Warehouse.Word(new Sql("jsonl", "SELECT listing_id FROM read_json($1)"), folder["out/decisions.jsonl"]));
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Parquet)]
    [InlineData(ExportFormat.Jsonl)]
    public void A_second_export_replaces_the_first_and_leaves_no_parts(ExportFormat format)
    {
        using var folder = Scanned("A lamp");
        using var data = folder.Open();
        var export = new ExportTables(data.Warehouse);
        export.Run(folder["out"], format);
        var again = export.Run(folder["out"], format);
        Assert.Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["decisions"] = 1, ["seller_risk"] = 1, ["operators"] = 0, ["sources"] = 0, ["suspect_shipments"] = 0 }, again.ToDictionary(t => t.Name, t => t.Rows, StringComparer.Ordinal));
        Assert.Equal(5, Directory.GetFiles(folder["out"]).Length);
    }

    private static TestFolder Scanned(string title, string id = "l1")
    {
        var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", "seller_id,registered_at,shop_name,country\ns1,2026-01-01,Shop,DE\n");
        folder.Write("feeds/listings.csv", $"id,seller_id,title,price,created_at\n\"{id}\",s1,\"{title}\",19.90 EUR,2026-02-01\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        return folder;
    }
}
