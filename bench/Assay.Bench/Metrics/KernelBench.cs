using System.Diagnostics;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench.Metrics;

/// <summary>The kernel alone, on columns in memory: what it is bound by.</summary>
internal sealed class KernelBench : IBench
{
    public string Name => "kernel";

    public string About => "the metric kernel on columns in memory, one thread and two (all), from the store (stored), each stream alone, and single subjects refreshed";

    public void Run(BenchRun run, BenchResult result)
    {
        var catalogue = MarketCatalogue.BuiltIn;
        var (sellers, events) = run.Quick ? (10_000, 1_000_000L) : (200_000, 20_000_000L);
        using var data = SellerEvents.Make(sellers, events);
        BenchRun.Say($"{data.Rows:N0} events of {data.Sellers:N0} sellers, {catalogue.Of("seller").Count} metrics");
        var t = SellerEvents.End - (Window.Day / 2);
        var measure = new MeasureSubjects(catalogue, "seller", StreamKernel.Widest);
        for (var threads = 1; threads <= 2 && run.Wants("all"); threads++)
        {
            var times = Enumerable.Range(0, run.Repetitions + 2).Select(_ => BenchRun.Time(() => measure.Run(data, t, data.Runs, threads, (_, _) => { }, default))).ToList();
            result.Measure($"rows_per_s/{threads}", data.Rows / times.Min(m => m.Seconds));
            result.Measure($"seconds/{threads}", times.Min(m => m.Seconds));
            result.Measure($"cpu/{threads}", times.Min(m => m.Cpu));
        }

        if (run.Wants("stored"))
        {
            Stored(run, result, data, catalogue, t);
        }

        if (run.Wants("refresh"))
        {
            Refresh(run, result, data, catalogue, t);
        }

        foreach (var plan in CompileStream.Run(catalogue, "seller").Where(p => run.Wants(p.Stream.Name)))
        {
            Stream(result, data, plan, t);
        }
    }

    // From the store's tables: reading alone, and all of it.
    private static void Stored(BenchRun run, BenchResult result, SellerEvents data, Catalogue catalogue, long t)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(run["kernel.duckdb"]) { SpillFolder = run["spill"] });
        using var session = database.Connect();
        new FillStore(session, data).Sorted();
        session.Run(new Sql("threads", "SET threads = 1"));
        var source = new StoreEvents(session, FillStore.Subject, data.Streams.Keys.ToDictionary(s => s, _ => default(StoredStream), StringComparer.Ordinal));
        var runs = data.CutInto(8);
        var plans = CompileStream.Run(catalogue, FillStore.Subject);
        var measure = new MeasureSubjects(catalogue, FillStore.Subject, StreamKernel.Widest);
        for (var again = 0; again < run.Repetitions + 2; again++)
        {
            var rows = 0L;
            var reading = BenchRun.Time(() => Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, r => Interlocked.Add(ref rows, plans.Sum(p => source.Read(p, r.First, r.Last)!.Sum(b => (long)b.Count)))));
            var all = BenchRun.Time(() => measure.Run(source, t, runs, 2, (_, _) => { }, default));
            BenchRun.Say($"reading {reading.Seconds:0.000} s ({reading.Cpu:0.000} of processor), all {all.Seconds:0.000} s ({all.Cpu:0.000})");
            result.Measure("stored/reading seconds", reading.Seconds);
            result.Measure("stored/seconds", all.Seconds);
        }
    }

    // One subject after another, none beside the one before, as events touch them; then the hub. All metrics of its events, anew from its rows in memory.
    private static void Refresh(BenchRun run, BenchResult result, SellerEvents data, Catalogue catalogue, long t)
    {
        using var one = new MeasureOne(catalogue, "seller", StreamKernel.Widest);
        var random = new Random(1);
        var hub = (uint)(data.Sellers / 2) + 1;
        var sellers = Enumerable.Range(0, run.Quick ? 5_000 : 50_000).Select(_ => (uint)random.Next(1, data.Sellers + 1)).ToList();
        using var packed = new PackedSellers(data, one.Plans, sellers.Append(hub));
        var times = new List<double>();
        foreach (var seller in sellers.Take(sellers.Count / 4).Concat(sellers))
        {
            var began = Stopwatch.GetTimestamp();
            one.Run(packed, seller, t);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        // The first calls are compiled while they run.
        var sorted = times.Skip(sellers.Count / 4).Order().ToList();
        result.Measure("refresh_us/p50", sorted[sorted.Count / 2]);
        result.Measure("refresh_us/p99", sorted[sorted.Count * 99 / 100]);
        result.Measure("refresh_us/p99.9", sorted[sorted.Count * 999 / 1000]);
        result.Measure("refresh_us/hub", Enumerable.Range(0, 9).Select(_ => BenchRun.Time(() => one.Run(packed, hub, t)).Seconds * 1e6).Order().ElementAt(4));
        result.Measure("hub_rows", data.Streams.Values.Sum(s => (long)s.RowsOf((int)hub) - s.RowsOf((int)hub - 1)));
        result.Measure("bytes_a_row", packed.Bytes / (double)packed.Rows);
    }

    private static void Stream(BenchResult result, SellerEvents data, StreamPlan plan, long t)
    {
        using var values = new ValueRows(StreamKernel.Most, plan.Width);
        using var cursor = new StreamCursor(plan, StreamKernel.Widest);
        void Pass()
        {
            foreach (var piece in data.Runs)
            {
                cursor.Start(data.Read(plan, piece.First, piece.Last), t);
                for (var first = piece.First; first <= piece.Last; first += StreamKernel.Most)
                {
                    values.Start(first);
                    cursor.Fold(new SubjectRun(first, Math.Min(first + StreamKernel.Most - 1, piece.Last)), values);
                }
            }
        }

        Pass();
        var seconds = Enumerable.Range(0, 3).Min(_ => BenchRun.Time(Pass).Cpu);
        var rows = data.Streams[plan.Stream.Name].Rows;
        result.Measure($"{plan.Stream.Name}: rows", rows);
        result.Measure($"{plan.Stream.Name}: seconds", seconds);
        result.Measure($"{plan.Stream.Name}: ns a row", seconds * 1e9 / rows);
        BenchRun.Say($"{plan.Stream.Name}: {plan.Features.Atoms.Count} conditions, {plan.Counts.Length} counts, {plan.Sums.Length} sums, {plan.Squares.Length} squares, {plan.Minima.Length}+{plan.Maxima.Length} extremes, {plan.Tallies.Length} tallies, {plan.Sketches.Length} sketches, {plan.Sequences.Length} sequences, {plan.Streaks.Length} streaks, {plan.Ends.Length} ends, {plan.Windows.Sum(w => w.Outputs.Length)} outputs");
    }
}
