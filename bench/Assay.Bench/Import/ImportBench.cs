namespace Assay.Bench.Import;

/// <summary>Rows a second of <c>assay import</c> beside DuckDB's own <c>INSERT … SELECT</c> from the same file.</summary>
internal sealed class ImportBench : IBench
{
    private const int Series = 10;

    public string Name => "import";

    public string About => "assay import beside DuckDB's INSERT … SELECT into an empty table; the tenth file beside the first; the sort apart";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "one file into an empty table, CHECKPOINT included on both sides, opening the database on neither; the same threads and memory limit; median of interleaved runs";
        var rows = run.Quick ? 200_000 : 2_000_000;
        using var make = new MakeFeeds(run.Folder);
        string[] names = run.Quick
            ? ["orders.parquet", "orders.csv", "sessions.csv"]
            : ["orders.parquet", "orders.csv", "orders.csv.gz", "orders.jsonl", "sessions.csv"];
        foreach (var name in names)
        {
            BenchRun.Say($"{name}: {rows:N0} rows");
            var file = make.Run(name, 0, rows);
            Compare(run, result, file);
            File.Delete(file.Path);
        }

        foreach (var ending in run.Quick ? [".parquet"] : (string[])[".parquet", ".csv"])
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

        var seconds = run.Interleave(() => ImportSides.Ours(run["ours"], file), () => ImportSides.DuckDb(run["peer.duckdb"], file));
        result.Compare(file.Name, "rows/s", file.Rows / seconds[0], "duckdb", file.Rows / seconds[1]);
    }

    private static void TenInSequence(BenchRun run, BenchResult result, MakeFeeds make, string ending, long rows)
    {
        BenchRun.Say($"orders{ending}: {Series} files in sequence");
        var files = Enumerable.Range(0, Series).Select(i => make.Run($"orders-{i}{ending}", i * rows, rows)).ToList();
        List<double> first = [], tenth = [], again = [];
        for (var repetition = 0; repetition < (run.Quick ? 1 : 3); repetition++)
        {
            using (var data = ImportSides.NewFolder(run["series"]))
            {
                var took = ImportSides.Import(data, files).Select(o => o.Took.TotalSeconds).ToList();
                BenchRun.Say(string.Join(" ", took.Select(s => $"{s:0.00}")));
                first.Add(took[0]);
                tenth.Add(took[^1]);
                again.Add(ImportSides.Import(data, files[0])[0].Took.TotalSeconds);
            }

            Directory.Delete(run["series"], recursive: true);
        }

        result.Measure($"first_s/orders{ending}", BenchRun.Median(first));
        result.Measure($"tenth_s/orders{ending}", BenchRun.Median(tenth));
        result.Measure($"tenth_over_first/orders{ending}", BenchRun.Median(tenth.Zip(first, (t, f) => t / f)));
        result.Measure($"unchanged_rows_per_s/orders{ending}", rows / BenchRun.Median(again));
        files.ForEach(f => File.Delete(f.Path));
    }
}
