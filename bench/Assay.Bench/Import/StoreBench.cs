using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Bench.Import;

/// <summary>What a row costs as the market grows: imports in the order of time, each followed by bringing the metric store up.</summary>
internal sealed class StoreBench : IBench
{
    public string Name => "store";

    public string About => "the cost of a row, imported and put in the metric store, from 2 million orders on: to 20 million, and to 200 with the case 200m";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "orders in the order of time, one in twenty again as refunded; an import of 2 million rows and the store brought up after it, checkpoint included; microseconds a row, mean from one size to the next";
        var step = run.Quick ? 200_000 : 2_000_000;
        long[] sizes = run.Quick ? [400_000, 1_000_000] : run.Names("200m") ? [2, 4, 10, 20, 40, 100, 200] : [2, 4, 10, 20];
        sizes = run.Quick ? sizes : [.. sizes.Select(s => s * 1_000_000)];
        using var make = new MakeFeeds(run.Folder);
        using var data = ImportSides.NewFolder(run["grown"]);
        ImportSides.Import(data, [make.Query("listings.parquet", 900_001, "FROM growing_listings(900001)")]);
        new BuildStore(data.Warehouse, TimeProvider.System).Run(null, default);
        long rows = 0;
        foreach (var size in sizes)
        {
            var (before, imported, stored) = (rows, new Timing(0, 0), new Timing(0, 0));
            for (; rows < size; rows += step)
            {
                var file = make.Query("orders.parquet", step, $"FROM growing_orders({rows}, {step})");
                imported += ImportSides.Later(data, file);
                stored += BenchRun.Time(() => Store(data));
            }

            Report(result, size, size - before, imported, stored);
        }

        result.Measure("database_bytes_a_row", (double)new FileInfo(DataFolder.DatabaseFile(data.Path)).Length / rows);
        result.Measure("peak_mib", Machine.PeakMib());
    }

    private static void Store(DataFolder data)
    {
        var built = new BuildStore(data.Warehouse, TimeProvider.System).Run(null, default);
        data.Warehouse.Run(ImportSides.Checkpoint);
        BenchRun.Say(string.Join(", ", built.Select(b => $"{b.Stream.Name} {b.By} {b.Rows:N0} rows {b.Gathered.TotalSeconds:0.0} + {b.Stored.TotalSeconds:0.0} s")));
    }

    private static void Report(BenchResult result, long size, long rows, Timing imported, Timing stored)
    {
        var name = $"{size / 1_000_000.0:0.#}m";
        result.Measure($"import_us_a_row/{name}", imported.Seconds / rows * 1e6);
        result.Measure($"store_us_a_row/{name}", stored.Seconds / rows * 1e6);
        result.Measure($"both_cpu_us_a_row/{name}", (imported.Cpu + stored.Cpu) / rows * 1e6);
        BenchRun.Say($"to {name}: import {imported.Seconds / rows * 1e6:0.00} µs a row, store {stored.Seconds / rows * 1e6:0.00} µs a row");
    }
}
