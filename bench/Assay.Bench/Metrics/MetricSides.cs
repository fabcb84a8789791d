using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>Puts our side beside the peer's on the same events: compares, then times in turns.</summary>
internal sealed class MetricSides(BenchRun run, BenchResult result, SellerEvents events, IWarehouse session, long t)
{
    private static readonly Sql OneThread = new("threads", "SET threads = 1");

    // A run of sellers costs a query of each stream.
    private readonly IReadOnlyList<SubjectRun> runs = events.CutInto(Pieces(run));

    /// <summary>Both from the sorted tables of the store.</summary>
    public void Sorted(string peer, Catalogue catalogue)
    {
        var streams = events.Streams.Keys.ToDictionary(s => s, _ => false, StringComparer.Ordinal);
        var store = new StoreEvents(session, FillStore.Subject, streams);
        var ours = new OurSide(catalogue, events, runs, t);
        var its = new DuckDbSide(session, catalogue, events.Sellers, events.Streams.Values.Select(s => new PeerSource(s.Stream, EventSql.Table(s.Stream, FillStore.Subject), InOrder: true, t)));
        BenchRun.Say($"{peer}: {ours.Width} metrics of a seller, of which DuckDB computes {its.Metrics}");
        var compare = new CompareValues(catalogue, ours.Values(store), events.Sellers);
        its.Choose(compare);
        compare.Require(peer);
        result.Measure($"{peer}: values compared", compare.Compared);
        Slowest(peer, its);
        var times = run.Interleave(
            () =>
            {
                // Two kernels read at once, each through its own session: threads of the engine's own would only take their cores.
                session.Run(OneThread);
                return ours.Run(store, 2);
            },
            its.Run);
        its.Clear();
        result.Compare(peer == "duckdb" ? "full" : "linear", "rows/s", events.Rows / times[0].Seconds, peer, events.Rows / times[1].Seconds);
        result.Measure($"{peer}: our seconds", times[0].Seconds);
        result.Measure($"{peer}: its seconds", times[1].Seconds);
        result.Measure($"{peer}: ratio of processor time", times[1].Cpu / times[0].Cpu);
    }

    private static int Pieces(BenchRun run) => int.Parse(Environment.GetEnvironmentVariable("PIECES") ?? (run.Quick ? "8" : "48"));

    private static void Slowest(string peer, DuckDbSide its)
    {
        foreach (var (name, seconds) in its.Seconds.OrderByDescending(s => s.Value).Take(12))
        {
            BenchRun.Say($"{peer}: {seconds:0.000} s {name}");
        }
    }
}
