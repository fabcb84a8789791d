using Assay.Import;
using Assay.Market;
using Assay.Policy;
using Assay.Warehouse;

namespace Assay.Bench.Scan;

/// <summary>
/// Listings a second of <c>assay scan</c>. Nobody else scans a market by this contract, so there is no peer with the same result; the
/// engine reading every column of every event once is the floor under any scan of the same data, and stands beside it.
/// </summary>
internal sealed class ScanBench : IBench
{
    private static readonly string[] Events = ["orders", "reviews", "reports", "sessions", "views", "shipments", "listings", "sellers"];

    public string Name => "scan";

    public string About => "assay scan of a sample market; beside DuckDB reading all columns of the same events once";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "a sample market of seed 1; decisions of two scans compared first; the floor hashes every column of the events once; median of interleaved runs";
        var size = run.Quick ? MarketSize.Small : MarketSize.Medium;
        var made = new MakeMarket(new MarketOptions(size, 1)).Run(run["feeds"], run["truth"], null, default);
        BenchRun.Say($"{size}: {made.Listings:N0} listings, {made.Events:N0} events");
        using var data = DataFolder.Open(run["data"], "bench", TimeProvider.System).Require();
        new ImportFeeds(data, TimeProvider.System).Run(FindFeeds.In(run["feeds"], FeedMap.None).Require(), FeedMap.None, null, default);
        var listings = Scan(data).Listings;
        var first = Decisions(data);
        Machine.ForgetPeak();
        Scan(data);
        result.Measure("peak_mib", Machine.PeakMib());
        if (!first.SequenceEqual(Decisions(data)))
        {
            throw new InvalidOperationException("Two scans of the same data decided differently.");
        }

        var times = run.Interleave(() => BenchRun.Time(() => Scan(data)), () => BenchRun.Time(() => ReadAll(data)));
        result.Compare(size.ToString().ToLowerInvariant(), "listings/s", listings / times[0].Seconds, "duckdb_read_once", listings / times[1].Seconds);
        result.Measure("cpu_seconds", times[0].Cpu);
        foreach (var (stage, took) in Scan(data).Stages)
        {
            result.Measure($"seconds/{stage}", took.TotalSeconds);
        }
    }

    private static ScanSummary Scan(DataFolder data) =>
        new ScanMarket(data.Warehouse, TimeProvider.System).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);

    private static string?[] Decisions(DataFolder data) =>
        data.Warehouse.Table(new Sql("digest", "SELECT count(*), sum(hash(d)), min(decided_at)::VARCHAR FROM decisions AS d"))[0];

    private static void ReadAll(DataFolder data)
    {
        foreach (var table in Events)
        {
            data.Warehouse.Table(new Sql(table, $"SELECT sum(hash(t)) FROM {table} AS t"));
        }
    }
}
