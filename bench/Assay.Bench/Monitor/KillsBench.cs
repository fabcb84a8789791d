using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Assay.Import;
using Assay.Monitor;
using EventLog = Assay.Monitor.EventLog;
using Assay.Warehouse;

namespace Assay.Bench.Monitor;

/// <summary>
/// Kills a process that takes and folds events, with signal 9 at random moments, again and again on the same folder; then compares the
/// warehouse with a plain import of all that was sent. A sender repeats what it had no answer for, and at times what it had one for.
/// </summary>
internal sealed class KillsBench : IBench
{
    private const int KillsASeries = 250;
    private const int LinesALife = 600;
    private const string Folding = "folding";
    private const string Folded = "folded";

    public string Name => "kills";

    public string About => "kill -9 of the intake at random moments: acknowledged events lost, and events counted twice";

    public void Run(BenchRun run, BenchResult result)
    {
        var kills = run.Quick ? 20 : 10_000;
        result.How = $"real processes, two at a time, each series of {KillsASeries} kills on one folder; then every row and version compared with a plain import";
        var began = Stopwatch.GetTimestamp();
        var series = Enumerable.Range(0, Math.Max(1, kills / KillsASeries)).Select(i => (Index: i, Kills: Math.Min(kills, KillsASeries))).ToList();
        var found = new List<Series>();
        Parallel.ForEach(series, new ParallelOptions { MaxDegreeOfParallelism = 2 }, each =>
        {
            var one = Killed(run[$"series-{each.Index}"], each.Kills, seed: each.Index).GetAwaiter().GetResult();
            lock (found)
            {
                found.Add(one);
                BenchRun.Say($"{found.Sum(f => f.Kills):N0} kills: {found.Sum(f => f.Acked):N0} lines acknowledged, {found.Sum(f => f.Lost)} lost, {found.Sum(f => f.Doubled)} doubled, {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s");
            }
        });
        result.Measure("kills", found.Sum(f => f.Kills));
        result.Measure("kills_while_lines_were_open", found.Sum(f => f.Midway));
        result.Measure("kills_within_a_fold", found.Sum(f => f.Folding));
        result.Measure("lines_acknowledged", found.Sum(f => f.Acked));
        result.Measure("lost", found.Sum(f => f.Lost));
        result.Measure("doubled", found.Sum(f => f.Doubled));
        result.Measure("kills_seconds", Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (found.Any(f => f.Lost + f.Doubled > 0))
        {
            throw new InvalidOperationException("Events were lost or counted twice.");
        }
    }

    /// <summary>The process that is killed: takes lines from standard input, answers, and folds all the while.</summary>
    public static async Task<int> Child(string folder)
    {
        using var log = EventLog.Open(folder, TimeProvider.System).Require();
        var take = new TakeEvents(log, "-") { Told = settled => Console.Out.Write($"{settled.Acked}\n") };
        var input = Task.Run(() => take.Run(Console.OpenStandardInput(), default));
        using var data = DataFolder.Open(folder, "kills", TimeProvider.System).Require();
        while (!input.IsCompleted)
        {
            if (log.HasLines)
            {
                Console.Out.Write($"{Folding}\n");
                new FoldLog(data, log).Run(default);
                Console.Out.Write($"{Folded}\n");
            }

            await Task.WhenAny(input, Task.Delay(2));
        }

        new FoldLog(data, log).Run(default);
        return 0;
    }

    private static async Task<Series> Killed(string folder, int kills, int seed)
    {
        var random = new Random(seed);
        var (sent, settled, midway, folding) = (0, 0, 0, 0);
        for (var i = 0; i < kills; i++)
        {
            var from = Math.Max(0, settled - (i % 3 == 0 ? random.Next(LinesALife / 2) : 0));
            var life = await Live(folder, from, random);
            midway += life.Acked < LinesALife ? 1 : 0;
            folding += life.IsFolding ? 1 : 0;
            sent = Math.Max(sent, from + LinesALife);
            settled = Math.Max(settled, from + life.Acked);
        }

        return Compared(folder, sent, settled) with { Kills = kills, Midway = midway, Folding = folding };
    }

    // A third of the kills come at any moment of a life, its start included, a third soon after the first answer, a third within folds.
    private static async Task<Life> Live(string folder, int from, Random random)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["kills-child", folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var sending = Send(child, from);
        var life = new Life();
        var hearing = Task.Run(() => Hear(child, life));
        switch (random.Next(3))
        {
            case 0:
                await Task.Delay(random.Next(400));
                break;
            case 1:
                await life.Answered.Task;
                await Task.Delay(random.Next(20));
                break;
            default:
                await life.Folded.Task;
                await Task.Delay(random.Next(60));
                break;
        }

        child.Kill();
        await Task.WhenAll(sending, hearing);
        await child.WaitForExitAsync();
        return life;
    }

    private static async Task Hear(Process child, Life life)
    {
        while (await child.StandardOutput.ReadLineAsync() is { } said)
        {
            if (said is Folding or Folded)
            {
                life.IsFolding = said == Folding;
                life.Folded.TrySetResult();
            }
            else
            {
                life.Acked = int.Parse(said);
                life.Answered.TrySetResult();
            }
        }

        life.Answered.TrySetResult();
        life.Folded.TrySetResult();
    }

    private static async Task Send(Process child, int from)
    {
        try
        {
            for (var i = 0; i < LinesALife; i += 20)
            {
                await child.StandardInput.WriteAsync(string.Concat(Enumerable.Range(from + i, 20).Select(Line)));
                await child.StandardInput.FlushAsync();
            }
        }
        catch (IOException)
        {
            // A killed process reads no more.
        }
    }

    // What was never acknowledged is sent once more, so that all that was ever sent must be there, and once.
    private static Series Compared(string folder, int sent, int settled)
    {
        using var log = EventLog.Open(folder, TimeProvider.System).Require();
        using var data = DataFolder.Open(folder, "kills", TimeProvider.System).Require();
        _ = new TakeEvents(log, "-").Run(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(settled, sent - settled).Select(Line)))), default).GetAwaiter().GetResult();
        new FoldLog(data, log).Run(default);
        var feeds = Directory.CreateDirectory($"{folder}-feeds").FullName;
        File.WriteAllLines(Path.Combine(feeds, "orders.jsonl"), Enumerable.Range(0, sent).Select(i => JsonDocument.Parse(Line(i)).RootElement.GetProperty("row").GetRawText()));
        using var plain = DataFolder.Open($"{folder}-plain", "kills", TimeProvider.System).Require();
        new ImportFeeds(plain, TimeProvider.System).Run(FindFeeds.In(feeds, FeedMap.None).Require(), FeedMap.None, null, default);
        var (here, there) = (Rows(data), Rows(plain));
        var lost = there.Except(here, StringComparer.Ordinal).Count();
        return new Series(0, 0, 0, settled, lost, here.Count - (there.Count - lost));
    }

    private static List<string> Rows(DataFolder data) =>
    [
        .. data.Warehouse.Table(new Sql("rows", """
            SELECT concat_ws('|', order_id, quantity, observed_at, 'current') FROM orders UNION ALL SELECT concat_ws('|', order_id, quantity, observed_at, until) FROM orders_history
            """)).Select(r => r[0]!),
    ];

    // Every tenth line is another version of an order sent before.
    private static string Line(int i) =>
        $$$"""{"feed":"orders","row":{"order_id":"o{{{(i % 10 == 9 ? i - 7 : i)}}}","listing_id":"l{{{i % 200}}}","seller_id":"s{{{i % 50}}}","buyer_id":"b{{{i % 777}}}","quantity":{{{1 + (i % 10)}}},"amount":5,"currency":"USD","ordered_at":"2026-02-01","observed_at":"2026-03-0{{{1 + (i % 9)}}}"}}""" + "\n";

    private sealed record Series(int Kills, int Midway, int Folding, int Acked, int Lost, int Doubled);

    private sealed class Life
    {
        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Folded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Acked { get; set; }

        public bool IsFolding { get; set; }
    }
}
