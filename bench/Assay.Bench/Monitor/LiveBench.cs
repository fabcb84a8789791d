using System.Diagnostics;
using System.Text;
using Assay.Monitor;
using Assay.Warehouse;
using EventLog = Assay.Monitor.EventLog;

namespace Assay.Bench.Monitor;

/// <summary>
/// Events on their way in: lines acknowledged a second, how long an acknowledgement takes, and how long it takes to fold a thousand rows beside
/// those that stand. The peer of an acknowledgement is the disk: appending the same bytes to a file with a sync after each of as many writes.
/// </summary>
internal sealed class LiveBench : IBench
{
    public string Name => "live";

    public string About => "events acknowledged and folded; beside writing and syncing the same bytes to a plain file";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "lines of orders from memory; every line is on the disk when it is acknowledged; folds by the import, without decisions";
        var lines = run.Quick ? 50_000 : 1_000_000;
        var events = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(Line)));
        BenchRun.Say($"{lines:N0} lines, {events.Length >> 20} MiB");
        Acknowledge(run, result, lines, events);
        Latency(run, result);
        Fold(run, result, events);
    }

    private static void Acknowledge(BenchRun run, BenchResult result, int lines, byte[] events)
    {
        var acks = 1;
        var times = run.Interleave(
            () =>
            {
                using var log = Open(run, "acked");
                acks = 0;
                var timing = BenchRun.Time(() => Take(log, events, _ => acks++));
                Discard(log);
                return timing;
            },
            () =>
            {
                using var file = new FileStream(run["plain"], FileMode.Create, FileAccess.Write, FileShare.None, 0);
                var piece = (events.Length + acks - 1) / acks;
                return BenchRun.Time(() =>
                {
                    for (var at = 0; at < events.Length; at += piece)
                    {
                        file.Write(events, at, Math.Min(piece, events.Length - at));
                        file.Flush(flushToDisk: true);
                    }
                });
            });
        result.Compare("acknowledged", "lines/s", lines / times[0].Seconds, "disk", lines / times[1].Seconds);
        result.Measure("syncs", acks);
    }

    // One line at a time, each waited for; then as many senders at once as an acknowledgement can be shared by.
    private static void Latency(BenchRun run, BenchResult result)
    {
        using var log = Open(run, "latency");
        foreach (var senders in (int[])[1, 64])
        {
            var each = (run.Quick ? 2_000 : 20_000) / senders;
            var took = new double[senders * each];
            var began = Stopwatch.GetTimestamp();
            Task.WaitAll(Enumerable.Range(0, senders).Select(s => Task.Run(async () =>
            {
                for (var i = 0; i < each; i++)
                {
                    var from = Stopwatch.GetTimestamp();
                    await log.Append(Encoding.UTF8.GetBytes(Line((s * each) + i)));
                    took[(s * each) + i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                }
            })).ToArray());
            result.Measure($"single_lines_per_s/{senders}_senders", took.Length / Stopwatch.GetElapsedTime(began).TotalSeconds);
            Array.Sort(took);
            result.Measure($"ack_ms/median/{senders}_senders", took[took.Length / 2]);
            result.Measure($"ack_ms/p99/{senders}_senders", took[took.Length * 99 / 100]);
        }

        Discard(log);
    }

    private static void Fold(BenchRun run, BenchResult result, byte[] events)
    {
        using var log = Open(run, "fold");
        using var data = DataFolder.Open(run["fold"], "bench", TimeProvider.System).Require();
        Take(log, events, _ => { });
        var first = BenchRun.Time(() => new FoldLog(data, log).Run(default));
        var rows = events.AsSpan().Count((byte)'\n');
        result.Measure("fold_all_rows_per_s", rows / first.Seconds);
        var few = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var from = rows + (i * 1000);
            Take(log, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(from, 1000).Select(Line))), _ => { });
            few.Add(BenchRun.Time(() => new FoldLog(data, log).Run(default)).Seconds);
        }

        result.Measure("fold_1000_rows_beside_them_s", BenchRun.Median(few));
        Take(log, events.AsSpan(0, events.AsSpan().IndexOf((byte)'\n') * 1000).ToArray(), _ => { });
        result.Measure("fold_known_rows_beside_them_s", BenchRun.Time(() => new FoldLog(data, log).Run(default)).Seconds);
    }

    private static EventLog Open(BenchRun run, string folder) => EventLog.Open(run[folder], TimeProvider.System).Require();

    private static void Take(EventLog log, byte[] events, Action<Settled> told)
    {
        var failure = new TakeEvents(log, "bench") { Told = told }.Run(new MemoryStream(events), default).GetAwaiter().GetResult();
        if (failure is not null)
        {
            throw new FailedException(failure);
        }
    }

    private static void Discard(EventLog log)
    {
        foreach (var segment in log.Seal())
        {
            EventLog.Remove(segment);
        }
    }

    private static string Line(int i) =>
        $$$"""{"feed":"orders","row":{"order_id":"o{{{i:D12}}}","listing_id":"l{{{i * 7919L % 1_000_003}}}","seller_id":"s{{{i % 100_003}}}","buyer_id":"b{{{i * 31L % 999_983}}}","quantity":1,"amount":{{{i % 90}}}.5,"currency":"USD","ordered_at":"2026-0{{{1 + (i % 5)}}}-1{{{i % 9}}}T0{{{i % 10}}}:00:00Z"}}""" + "\n";
}
