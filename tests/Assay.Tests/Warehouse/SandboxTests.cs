using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

/// <summary>What a person types as SQL reads the warehouse and nothing else: each way out is tried.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly TestFolder folder = new();

    public SandboxTests()
    {
        folder.Write("secret.csv", "a\nsecret\n");
        using var data = folder.Open();
        data.Warehouse.Run(new Sql("test", $"INSERT INTO decision_versions VALUES (7, 'orders'); COPY (SELECT 'secret' AS a) TO '{folder["secret.parquet"]}' (FORMAT parquet)"));
    }

    public static TheoryData<string> WaysOut =>
    [
        "SELECT * FROM read_csv('{0}/secret.csv')",
        "SELECT * FROM '{0}/secret.csv'",
        "SELECT * FROM read_text('{0}/secret.csv')",
        "SELECT * FROM read_blob('{0}/secret.csv')",
        "SELECT * FROM read_parquet('{0}/secret.parquet')",
        "SELECT * FROM parquet_metadata('{0}/secret.parquet')",
        "SELECT * FROM read_json('{0}/secret.csv')",
        "SELECT * FROM sniff_csv('{0}/secret.csv')",
        "SELECT * FROM read_duckdb('{0}/data/assay.duckdb')",
        "SELECT * FROM glob('{0}/*')",
        "SELECT * FROM read_csv('https://shop.example/a.csv')",
        "COPY decision_versions FROM '{0}/secret.csv'",
        "COPY decision_versions TO '{0}/out.csv'",
        "COPY (SELECT 1) TO '{0}/out.csv'",
        "EXPORT DATABASE '{0}/out'",
        "IMPORT DATABASE '{0}'",
        "ATTACH '{0}/out.duckdb'",
        "ATTACH '{0}/data/assay.duckdb' AS again (READ_WRITE)",
        "DETACH assay",
        "INSERT INTO decision_versions VALUES (8, 'orders')",
        "UPDATE decision_versions SET version = 9",
        "DELETE FROM decision_versions",
        "TRUNCATE decision_versions",
        "DROP TABLE decision_versions",
        "CREATE TABLE mine (a INTEGER)",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE MACRO mine() AS 1",
        "CREATE SECRET (TYPE s3)",
        "ALTER TABLE decision_versions ADD COLUMN mine INTEGER",
        "INSTALL httpfs",
        "FORCE INSTALL httpfs FROM 'https://extensions.example'",
        "LOAD httpfs",
        "LOAD '{0}/secret.csv'",
        "SET enable_external_access = true",
        "SET GLOBAL memory_limit = '100GB'",
        "SET threads = 64",
        "SET temp_directory = '{0}'",
        "SET lock_configuration = false",
        "SET allowed_directories = ['{0}']",
        "SET autoload_known_extensions = true",
        "RESET enable_external_access",
        "RESET lock_configuration",
        "PRAGMA enable_external_access",
        "PRAGMA memory_limit = '100GB'",
        "PRAGMA temp_directory = '{0}'",
        "PRAGMA enable_profiling = 'json'",
        "PRAGMA profiling_output = '{0}/out.json'",
        "SELECT getenv('HOME')",
        "SELECT 1; SELECT 2",
    ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(WaysOut))]
    public void It_is_refused(string way)
    {
        var before = Snapshot();
        using (var sandbox = DataFolder.OpenSandboxed(folder["data"], FixedClock.Default).Require())
        {
            var text = way.Replace("{0}", folder.Path, StringComparison.Ordinal);
            Assert.Throws<WarehouseException>(() => sandbox.Session.Table(new Sql("sql", text)));
            Assert.Equal(7, sandbox.Session.Number(new Sql("sql", "SELECT version FROM decision_versions")));
        }

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void It_still_reads_what_is_there()
    {
        using var sandbox = DataFolder.OpenSandboxed(folder["data"], FixedClock.Default).Require();
        Assert.Equal(0, sandbox.Session.Number(new Sql("sql", "SELECT count(*) FROM orders_as_of(TIMESTAMP '2026-01-01')")));
    }

    [Fact]
    public void A_folder_without_a_warehouse_is_refused_and_not_made()
    {
        var refused = DataFolder.OpenSandboxed(folder["nowhere"], FixedClock.Default);
        Assert.Contains("holds no warehouse", refused.Failure!.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["nowhere"]));
    }

    private string Snapshot() => string.Join('\n', Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith("/owner", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => $"{f} {new FileInfo(f).Length}"));
}
