using Assay.Import;
using Assay.Market;
using Assay.Metrics;
using Assay.Policy;
using Assay.Warehouse;

namespace Assay.Bench.Scale;

/// <summary>A whole market of ten million listings on one machine: the time, memory and disk of each stage. Nobody else runs these stages, so that there is no peer.</summary>
internal sealed class ScaleBench : IBench
{
    public string Name => "scale";

    public string About => "10 million listings and 100 million events: time, memory and disk of each stage; takes most of an hour and 150 GB of disk";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "a sample market of seed 1, once; each stage's seconds, the most memory that the process had in it, and the database's bytes after it";
        var size = run.Quick ? MarketSize.Small : MarketSize.Huge;
        MarketSummary? made = null;
        Stage(result, "market", () => made = new MakeMarket(new MarketOptions(size, 1)).Run(run["feeds"], run["truth"], null, default));
        result.Measure("listings", made!.Listings);
        result.Measure("events", made.Events);
        result.Measure("rows", made.Rows);
        result.Measure("feeds_bytes", made.Bytes);
        using var data = DataFolder.Open(run["data"], "bench", TimeProvider.System).Require();
        Stage(result, "import", () => Import(run, data), data);
        Directory.Delete(run["feeds"], recursive: true);
        Stage(result, "store", () => new BuildStore(data.Warehouse, TimeProvider.System).Run(s => BenchRun.Say($"store: {s.Name}"), default), data);
        ScanSummary? scanned = null;
        Stage(result, "scan", () => scanned = new ScanMarket(data.Warehouse, TimeProvider.System).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, (s, _) => BenchRun.Say($"scan: {s}"), default), data);
        foreach (var (stage, took) in scanned!.Stages)
        {
            result.Measure($"seconds/scan/{stage}", took.TotalSeconds);
        }

        foreach (var subject in (string[])["seller", "listing"])
        {
            Stage(result, $"all metrics of every {subject}", () => Measure(data, subject), data);
        }
    }

    private static void Import(BenchRun run, DataFolder data)
    {
        var summary = new ImportFeeds(data, TimeProvider.System).Run(FindFeeds.In(run["feeds"], FeedMap.None).Require(), FeedMap.None, null, default);
        if (summary.Files.FirstOrDefault(f => f.Refused is not null) is { } refused)
        {
            throw new InvalidOperationException($"{refused.File.Shown} was refused: {refused.Refused}");
        }
    }

    private static void Measure(DataFolder data, string subject) => new MeasureMarket(data.Warehouse, MarketCatalogue.BuiltIn, Environment.ProcessorCount)
        .Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, subject, (_, _) => { }, default);

    private static void Stage(BenchResult result, string name, Action work, DataFolder? data = null)
    {
        Machine.ForgetPeak();
        var time = BenchRun.Time(() =>
        {
            work();
            data?.Warehouse.Run(new Sql("checkpoint", "CHECKPOINT"));
        });
        result.Measure($"seconds/{name}", time.Seconds);
        result.Measure($"cpu_seconds/{name}", time.Cpu);
        result.Measure($"peak_mib/{name}", Machine.PeakMib());
        if (data is not null)
        {
            result.Measure($"database_bytes/{name}", new FileInfo(DataFolder.DatabaseFile(data.Path)).Length);
        }

        BenchRun.Say($"{name}: {time.Seconds:0} s, {Machine.PeakMib():N0} MiB at most");
    }
}
