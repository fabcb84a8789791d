using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Assay.EndToEnd;

/// <summary>Events for a monitor, and the same rows as feeds for a plain import.</summary>
internal static class MonitorFeed
{
    /// <summary>A line of events: versions of orders, sellers, listings and reviews among them.</summary>
    public static string Line(int i) => (i % 10) switch
    {
        0 => $$$"""{"feed":"sellers","row":{"seller_id":"s{{{i / 10 % 50}}}","registered_at":"2026-01-01","shop_name":"Shop {{{i / 10}}}","country":"DE","observed_at":"{{{At(i)}}}"}}""",
        1 => $$$"""{"feed":"listings","row":{"id":"l{{{i / 10 % 200}}}","seller_id":"s{{{i / 10 % 50}}}","title":"title {{{i}}}","price":"{{{1 + (i % 90)}}}.90 USD","created_at":"2026-01-01","observed_at":"{{{At(i)}}}"}}""",
        2 => $$$"""{"feed":"reviews","row":{"review_id":"r{{{i}}}","listing_id":"l{{{i % 200}}}","seller_id":"s{{{i % 50}}}","buyer_id":"b{{{i % 777}}}","rating":{{{1 + (i % 5)}}},"created_at":"{{{At(i)}}}"}}""",
        3 => $$$"""{"feed":"orders","row":{"order_id":"o{{{i - 5}}}","listing_id":"l{{{i % 200}}}","seller_id":"s{{{i % 50}}}","buyer_id":"b1","quantity":2,"amount":5,"currency":"USD","ordered_at":"2026-02-01","observed_at":"{{{At(i)}}}"}}""",
        _ => $$$"""{"feed":"orders","row":{"order_id":"o{{{i}}}","listing_id":"l{{{i % 200}}}","seller_id":"s{{{i % 50}}}","buyer_id":"b{{{i % 777}}}","quantity":1,"amount":5,"currency":"USD","ordered_at":"2026-02-01","observed_at":"{{{At(i)}}}"}}""",
    };

    /// <summary>Writes the rows of lines as feeds.</summary>
    public static void WriteFeeds(string folder, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(folder);
        foreach (var feed in lines.Select(l => JsonDocument.Parse(l).RootElement).GroupBy(l => l.GetProperty("feed").GetString()!))
        {
            File.WriteAllLines(Path.Combine(folder, $"{feed.Key}.jsonl"), feed.Select(l => l.GetProperty("row").GetRawText()));
        }
    }

    private static string At(int i) => new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i * 7 % 100_000).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>A monitor that is being sent lines and counts how many it acknowledged.</summary>
internal sealed class MonitorSender : IDisposable
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long acked;

    public MonitorSender(string data, string every = "20ms", params string[] more)
    {
        Process = App.Start(["monitor", "-", "--data", data, "--every", every, .. more]);
        Process.OutputDataReceived += (_, line) => Hear(line.Data);
        Process.BeginOutputReadLine();
    }

    public Process Process { get; }

    /// <summary>What it says on standard error until its end.</summary>
    public Task<string> Error => Process.StandardError.ReadToEndAsync();

    /// <summary>The next line that it says on standard error.</summary>
    public async Task<string> ErrorLine() => await Process.StandardError.ReadLineAsync() ?? "";

    /// <summary>Done with the first answer, or with its end.</summary>
    public Task Answered => answered.Task;

    /// <summary>Lines acknowledged of those sent to this process.</summary>
    public long Acked => Interlocked.Read(ref acked);

    /// <summary>Sends lines until all are sent or the monitor is dead.</summary>
    public async Task Send(IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines)
            {
                await Process.StandardInput.WriteAsync($"{line}\n");
            }

            await Process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // A killed monitor reads no more.
        }
    }

    /// <summary>Kills it, and waits until all that it said was heard.</summary>
    public async Task Kill()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
        await ended.Task;
    }

    /// <summary>Ends the input and waits for its end.</summary>
    public async Task<int> End()
    {
        Process.StandardInput.Close();
        await Process.WaitForExitAsync();
        await ended.Task;
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            ended.TrySetResult();
            answered.TrySetResult();
        }
        else if (line.StartsWith("{\"acked\":", StringComparison.Ordinal))
        {
            using var answer = JsonDocument.Parse(line);
            Interlocked.Exchange(ref acked, answer.RootElement.GetProperty("acked").GetInt64());
            answered.TrySetResult();
        }
    }
}
