
namespace Assay.Bench.Import;

/// <summary>Rows a second of <c>assay import</c> beside DuckDB's own <c>INSERT … SELECT</c> from the same file.</summary>
internal sealed class ImportBench : IBench
{
    private const int InOneImport = 10;

    public string Name => "import";

    public string About => "assay import beside DuckDB's INSERT … SELECT into an empty table; the tenth file beside the first; the sort apart";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "one file into an empty table, CHECKPOINT included on both sides, opening the database on neither, files read from memory; the same threads and memory limit; median of interleaved runs";
        var rows = run.Quick ? 200_000 : 2_000_000;
        using var make = new MakeFeeds(run.Folder);
        string[] names = run.Quick
            ? ["orders.parquet", "orders.csv", "sessions.csv"]
            : ["orders.parquet", "orders.csv", "orders.csv.gz", "orders.jsonl", "sessions.csv"];
        foreach (var name in names.Where(run.Wants))
        {
            BenchRun.Say($"{name}: {rows:N0} rows");
            var file = make.Run(name, 0, rows);
            Compare(run, result, file);
            File.Delete(file.Path);
        }

        foreach (var ending in ((string[])[".parquet", ".csv"]).Take(run.Quick ? 1 : 2).Where(e => run.Wants($"ten{e}")))
        {
            TenInSequence(run, result, make, ending, rows);
        }
    }

    private static void Compare(BenchRun run, BenchResult result, MadeFile file)
    {
        IReadOnlyList<string> ours = [], its = [];
        Machine.ForgetPeak();
        ImportSides.Ours(run["ours"], file, w => ours = ImportSides.Digest(w, file.Feed));
        result.Measure($"peak_mib/{file.Name}", Machine.PeakMib());
        Machine.ForgetPeak();
        ImportSides.DuckDb(run["peer.duckdb"], file, w => its = ImportSides.Digest(w, file.Feed));
        result.Measure($"peak_mib_duckdb/{file.Name}", Machine.PeakMib());
        if (!ours.SequenceEqual(its))
        {
            throw new InvalidOperationException($"{file.Name}: ours holds {string.Join(" ", ours)}, DuckDB's {string.Join(" ", its)}.");
        }

        var times = run.Interleave(() => ImportSides.Ours(run["ours"], file), () => ImportSides.DuckDb(run["peer.duckdb"], file));
        result.Compare(file.Name, "rows/s", file.Rows / times[0].Seconds, "duckdb", file.Rows / times[1].Seconds);
        result.Measure($"cpu_ratio/{file.Name}", times[1].Cpu / times[0].Cpu);
    }

    // Ten files in one import, each timed. Then further files, each an import of its own, beside the same file into an empty warehouse, in
    // turns; then the same again, and the sort of all.
    private static void TenInSequence(BenchRun run, BenchResult result, MakeFeeds make, string ending, long rows)
    {
        BenchRun.Say($"orders{ending}: {InOneImport} files, then {run.Repetitions} more beside a first one");
        var files = Enumerable.Range(0, InOneImport + run.Repetitions).Select(i => make.Run($"orders-{i}{ending}", i * rows, rows)).ToList();
        using var data = ImportSides.NewFolder(run["series"]);
        var one = ImportSides.Import(data, [.. files.Take(InOneImport)], s => ImportSides.Warm(s.File.Path)).Select(o => o.Took.TotalSeconds).ToList();
        result.Measure($"one_import_first_three_s/orders{ending}", one.Take(3).Order().ElementAt(1));
        result.Measure($"one_import_last_three_s/orders{ending}", one.TakeLast(3).Order().ElementAt(1));
        result.Measure($"one_import_last_over_first/orders{ending}", one.TakeLast(3).Order().ElementAt(1) / one.Take(3).Order().ElementAt(1));
        data.Warehouse.Run(ImportSides.Checkpoint);
        var next = InOneImport;
        var times = run.Interleave(
            () => ImportSides.Later(data, files[next++]),
            () => ImportSides.Ours(run["first"], files[Math.Min(next, files.Count - 1)]));
        result.Measure($"later_s/orders{ending}", times[0].Seconds);
        result.Measure($"first_s/orders{ending}", times[1].Seconds);
        result.Measure($"later_over_first/orders{ending}", times[0].Seconds / times[1].Seconds);
        result.Measure($"later_over_first_cpu/orders{ending}", times[0].Cpu / times[1].Cpu);
        ImportSides.Warm(files[0].Path);
        result.Measure($"unchanged_rows_per_s/orders{ending}", rows / BenchRun.Time(() => ImportSides.Import(data, [files[0]])).Seconds);
        files.ForEach(f => File.Delete(f.Path));
        data.Dispose();
        Directory.Delete(run["series"], recursive: true);
    }
}
