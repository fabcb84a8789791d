using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench.Metrics;

/// <summary>All metrics of all sellers at one moment, beside DuckDB's SQL and pandas.</summary>
internal sealed class MetricsBench : IBench
{
    private const long T = SellerEvents.End - (Window.Day / 2);

    public string Name => "metrics";

    public string About => "all metrics of all sellers beside DuckDB (duckdb, duckdb_linear, duckdb_cold) and pandas; the kernel on resident columns";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "the same events, values compared before any time is taken; ours and DuckDB from the same sorted tables on two threads, values materialised; each of DuckDB's queries in the fastest of its forms; median of interleaved runs";
        var (sellers, rows) = run.Quick ? (2_000, 200_000L) : (200_000, 20_000_000L);
        using var events = SellerEvents.Make(sellers, rows);
        using var database = DuckDbDatabase.Open(new DuckDbOptions(run["metrics.duckdb"]) { SpillFolder = run["spill"] });
        using var session = database.Connect();
        BenchRun.Say($"{events.Rows:N0} events of {events.Sellers:N0} sellers");
        var fill = new FillStore(session, events);
        fill.Sorted();
        var sides = new MetricSides(run, result, events, session, T);
        var full = MeasuredSet.Full(MarketCatalogue.BuiltIn, FillStore.Subject);
        var linear = MeasuredSet.Linear(MarketCatalogue.BuiltIn, FillStore.Subject);
        (string Name, Action Run)[] cases =
        [
            ("linear", () => sides.Sorted("duckdb_linear", "linear", linear)),
            ("full", () => sides.Sorted("duckdb", "full", full)),
            ("cold", () =>
            {
                fill.InNoOrder();
                sides.Cold(full);
            }),
            ("pandas", () => sides.Pandas(full)),
        ];
        foreach (var each in cases.Where(c => run.Wants(c.Name)))
        {
            each.Run();
        }

        result.Measure("read_bytes_per_s", ReadBandwidth.Measure());
    }
}
