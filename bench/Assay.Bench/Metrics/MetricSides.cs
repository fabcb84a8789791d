using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>Puts our side beside a peer on the same events: compares all values, then times both in turns.</summary>
internal sealed class MetricSides(BenchRun run, BenchResult result, SellerEvents events, IWarehouse session, long t)
{
    private static readonly Sql OneThread = new("threads", "SET threads = 1");
    private static readonly Sql TwoThreads = new("threads", "SET threads = 2");

    // Few: each run reads the row groups at its borders once more, of every stream. Of 20 million rows 4 runs were read in 0.25 s, 16 in 0.3 s.
    private readonly IReadOnlyList<SubjectRun> runs = events.CutInto(8);

    private double fullRate;
    private long? storeSum;

    private IEnumerable<PeerSource> Stored => events.Streams.Values.Select(s => new PeerSource(s.Stream, EventSql.SortedTable(s.Stream, FillStore.Subject), InOrder: true, t));

    private IEnumerable<PeerSource> Unsorted => events.Streams.Values.Select(s => new PeerSource(s.Stream, FillStore.Unsorted(s.Stream), InOrder: false, t));

    private StoreEvents Store => new(session, FillStore.Subject, events.Streams.Keys.ToDictionary(s => s, _ => default(StoredStream), StringComparer.Ordinal));

    /// <summary>Both from the sorted tables of the store.</summary>
    public void Sorted(string peer, string what, Catalogue catalogue)
    {
        var (ours, store) = (new OurSide(catalogue, events, runs, t), Store);
        var its = new DuckDbSide(session, catalogue, events.Sellers, Stored);
        Compare(peer, ours, its, store);
        // The first passes are compiled while they run, as every form of the peer's queries has run before.
        ours.Run(store, 2);
        var times = run.Interleave(
            () =>
            {
                // Two kernels read at once, each through its own session: threads of the engine's own would only take their cores.
                session.Run(OneThread);
                return ours.Run(store, 2);
            },
            its.Run);
        its.Clear();
        Report(peer, what, times);
        var points = CountPoints.Of(session, catalogue, Stored);
        (fullRate, storeSum) = what == "full" ? (events.Rows / times[0].Seconds, ours.Sum) : (fullRate, storeSum);
        result.Measure($"data_points/{what}", points.DataPoints);
        result.Measure($"end_to_end_data_points_per_s/{what}", points.DataPoints / times[0].Seconds);
        Resident(what, ours, points);
    }

    /// <summary>Both from tables in no order.</summary>
    public void Cold(Catalogue catalogue)
    {
        const string peer = "duckdb_cold";
        var ours = new OurSide(catalogue, events, events.Runs, t);
        var its = new DuckDbSide(session, catalogue, events.Sellers, Unsorted);
        using (var sorted = new ColdEvents(session, catalogue, events))
        {
            Compare(peer, ours, its, sorted);
        }

        var times = run.Interleave(
            () => BenchRun.Time(() =>
            {
                session.Run(TwoThreads);
                using var sorted = new ColdEvents(session, catalogue, events);
                ours.Run(sorted, 2);
            }),
            its.Run);
        its.Clear();
        Require(storeSum is null || ours.Sum == storeSum, "values from unsorted tables have other bits than values from the store");
        Report(peer, "cold", times);
    }

    /// <summary>pandas on a sample of sellers, from columns in memory; ours is the rate from the store that was measured before.</summary>
    public void Pandas(Catalogue catalogue)
    {
        if (PandasSide.Version() is not { } version)
        {
            BenchRun.Say("pandas is not there and could not be installed (apt-get install python3-pandas): it is left out");
            return;
        }

        var sellers = Math.Min(events.Sellers, run.Quick ? 400 : 5_000);
        var its = new PandasSide(run["pandas"], events, catalogue, sellers, t);
        BenchRun.Say($"pandas {version}: {its.Rows:N0} rows of {sellers:N0} sellers");
        its.Write();
        var ours = new OurSide(catalogue, events, runs, t);
        var compare = new CompareValues(catalogue, ours.Values(events), sellers);
        its.Run();
        its.Compare(compare);
        compare.Require("pandas");
        var times = run.Interleave(its.Run, () => ours.Run(Store, 2));
        fullRate = fullRate > 0 ? fullRate : events.Rows / times[1].Seconds;
        result.Compare("full", "rows/s", fullRate, "pandas", its.Rows / times[0].Seconds);
        result.Measure("pandas: values compared", compare.Compared);
        result.Measure("pandas: rows", its.Rows);
        result.Measure("pandas: seconds", times[0].Seconds);
    }

    private void Compare(string peer, OurSide ours, DuckDbSide its, IEventSource source)
    {
        BenchRun.Say($"{peer}: {its.Metrics} metrics of each seller");
        var compare = new CompareValues(ours.Catalogue, ours.Values(source), events.Sellers);
        its.Choose(compare);
        compare.Require(peer);
        result.Measure($"{peer}: values compared", compare.Compared);
        foreach (var (name, seconds) in its.Seconds.OrderByDescending(s => s.Value).Take(run.Quick ? 3 : 25))
        {
            BenchRun.Say($"{peer}: {seconds:0.000} s {name}");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private void Report(string peer, string what, Timing[] times)
    {
        result.Compare(what, "rows/s", events.Rows / times[0].Seconds, peer, events.Rows / times[1].Seconds);
        result.Measure($"{peer}: our seconds", times[0].Seconds);
        result.Measure($"{peer}: its seconds", times[1].Seconds);
        result.Measure($"{peer}: ratio of processor time", times[1].Cpu / times[0].Cpu);
        BenchRun.Say($"{peer}: ours {times[0].Seconds:0.00} s, its {times[1].Seconds:0.00} s, ratio {times[1].Seconds / times[0].Seconds:0.0}; of processor time {times[1].Cpu / times[0].Cpu:0.0}");
    }

    private void Resident(string what, OurSide ours, CountPoints points)
    {
        var resident = new OurSide(ours.Catalogue, events, events.Runs, t);
        resident.Run(events, 2);
        Require(resident.Sum == ours.Sum, $"{what}: values from memory have other bits than values from the store");
        var time = run.Interleave(() => resident.Run(events, 2))[0];
        result.Measure($"resident_seconds/{what}", time.Seconds);
        result.Measure($"resident_rows_per_s/{what}", events.Rows / time.Seconds);
        result.Measure($"resident_data_points_per_s/{what}", points.DataPoints / time.Seconds);
        result.Measure($"resident_updates_considered_per_s/{what}", points.Considered / time.Seconds);
        result.Measure($"resident_updates_folded_per_s/{what}", points.Folded / time.Seconds);
    }
}
