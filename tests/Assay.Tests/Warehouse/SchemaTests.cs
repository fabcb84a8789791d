using Assay.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

public sealed class SchemaTests
{
    private static readonly Sql ColumnsOf = new("columns", "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal AND table_name = $1 ORDER BY column_index");

    public static TheoryData<string> FeedNames => [.. Contract.Feeds.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(FeedNames))]
    public void Every_feed_has_a_table_and_a_history_with_exactly_its_columns(string name)
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        var contract = Contract.Find(name)!.Columns.Select(c => c.Name).Concat(["observed_at", "key_hash", "run"]).ToList();
        Assert.Equal(contract, Names(data, name));
        Assert.Equal(contract.Append("until"), Names(data, $"{name}_history"));
    }

    [Theory]
    [MemberData(nameof(FeedNames))]
    public void Every_feed_can_be_read_as_of_a_moment(string name)
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        using var rows = data.Warehouse.Query(new Sql("as of", $"SELECT * FROM {name}_as_of($1)"), DateTime.UnixEpoch);
        Assert.Equal(Contract.Find(name)!.Columns.Select(c => c.Name).Append("observed_at"), rows.Columns);
    }

    [Fact]
    public void A_second_opening_migrates_nothing_and_keeps_what_is_there()
    {
        using var folder = new TestFolder();
        using (var data = folder.Open())
        {
            data.Warehouse.Run(new Sql("test", "INSERT INTO decision_versions VALUES (7, 'orders')"));
        }

        using var again = folder.Open();
        Assert.Equal(7, again.Warehouse.Number(new Sql("test", "SELECT version FROM decision_versions")));
        Assert.Equal(Schema.Migrations.Count, again.Warehouse.Number(new Sql("test", "SELECT count(*) FROM schema_versions")));
    }

    [Fact]
    public void A_database_of_a_newer_build_is_refused_with_a_sentence()
    {
        using var folder = new TestFolder();
        using (var data = folder.Open())
        {
            data.Warehouse.Run(new Sql("test", "INSERT INTO schema_versions VALUES (9999, 'future')"));
        }

        var refused = Assert.Throws<FailedException>(() => folder.Open());
        Assert.Contains("schema version 9999", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(DataFolder data, string table) => data.Warehouse.Table(ColumnsOf, table).Select(r => r[0]);
}
