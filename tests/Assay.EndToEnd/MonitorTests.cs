using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Assay.EndToEnd;

public sealed partial class MonitorTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const int Patience = 120_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task A_file_is_acknowledged_folded_and_summed_up()
    {
        using var folder = new TestFolder();
        await File.WriteAllLinesAsync(folder["events.jsonl"], [.. Enumerable.Range(0, 50).Select(MonitorFeed.Line), "nonsense", """{"feed":"orders","row":{"order_id":"o1"}}"""], Stop);

        var ran = await folder.Run("monitor", "events.jsonl", "--json");

        Assert.Equal(3, ran.ExitCode);
        var lines = ran.Output.TrimEnd().Split('\n');
        Assert.Equal("""{"acked":52,"rejected":1}""", lines[0]);
        using var summary = JsonDocument.Parse(lines[^1]);
        Assert.Equal(52, summary.RootElement.GetProperty("summary").GetProperty("lines").GetInt64());
        Assert.Equal(2, summary.RootElement.GetProperty("summary").GetProperty("rejected").GetInt64());
        var rejected = Directory.EnumerateFiles(folder["data/rejected"]).Select(File.ReadAllText).ToList();
        Assert.Contains(rejected, r => r.Contains("\"file\":\"events.jsonl\",\"line\":51,", StringComparison.Ordinal));
        Assert.Contains(rejected, r => r.Contains("\"column\":\"listing_id\"", StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task What_becomes_suspicious_is_told_once_and_so_are_later_orders_of_it()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        var first = await folder.Run("monitor", "--json", "--data", "demo-data");
        Assert.DoesNotContain("\"kind\":", first.Output, StringComparison.Ordinal);
        var reviewed = await Reviewed(folder);
        var held = await Word(folder, "SELECT listing_id FROM decisions WHERE action = 'take_down' ORDER BY listing_id LIMIT 1");
        await File.WriteAllLinesAsync(folder["events.jsonl"],
        [
            $$$"""{"feed":"outcomes","row":{"outcome_id":"live-1","subject":"listing","subject_id":"{{{reviewed}}}","verdict":"counterfeit","basis":"test_buy","at":"2026-06-30T00:00:00Z"}}""",
            $$$"""{"feed":"orders","row":{"order_id":"live-2","listing_id":"{{{held}}}","seller_id":"s1","buyer_id":"b1","quantity":1,"amount":5,"currency":"USD","ordered_at":"2026-06-30T00:00:00Z"}}""",
        ], Stop);

        var told = await folder.Run("monitor", "events.jsonl", "--json", "--data", "demo-data");
        var again = await folder.Run("monitor", "events.jsonl", "--json", "--data", "demo-data");

        Assert.True(told.ExitCode == 0, told.ToString());
        var alerts = told.Output.Split('\n').Where(l => l.StartsWith("{\"alert\":", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var listing = Assert.Single(alerts, a => a.GetProperty("id").GetString() == reviewed);
        Assert.Equal(("listing", "review"), (listing.GetProperty("kind").GetString(), listing.GetProperty("was").GetString()));
        Assert.Contains("counterfeit", listing.GetProperty("reasons")[0].GetString(), StringComparison.OrdinalIgnoreCase);
        var trade = Assert.Single(alerts, a => a.GetProperty("id").GetString() == "live-2");
        Assert.Equal(("transaction", "take_down"), (trade.GetProperty("kind").GetString(), trade.GetProperty("action").GetString()));
        Assert.DoesNotContain("\"kind\":", again.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Alerts_reach_a_receiver_that_was_down_with_the_same_id()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        var listing = await Reviewed(folder);
        await File.WriteAllTextAsync(folder["events.jsonl"], $$$"""{"feed":"outcomes","row":{"outcome_id":"live-1","subject":"listing","subject_id":"{{{listing}}}","verdict":"counterfeit","basis":"test_buy","at":"2026-06-30T00:00:00Z"}}""", Stop);
        using var receiver = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/alerts/";
        receiver.Prefixes.Add(address);
        receiver.Start();
        var posting = folder.Run("monitor", "events.jsonl", "--json", "--data", "demo-data", "--post", address);

        var refused = await Answer(receiver, 503);
        var taken = await Answer(receiver, 204);
        Assert.Equal(refused, taken);
        var ids = new HashSet<string>(StringComparer.Ordinal) { taken };
        while (await Task.WhenAny(posting, receiver.GetContextAsync()) is Task<HttpListenerContext> more)
        {
            ids.Add(Close(await more, 204));
        }

        var ran = await posting;
        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.Equal(ran.Output.Split('\n').Count(l => l.StartsWith("{\"alert\":", StringComparison.Ordinal)), ids.Count);
        Assert.Empty(Directory.EnumerateFiles(folder["demo-data/alerts"]));
    }

    [Fact(Timeout = Patience)]
    public async Task Events_come_over_http_too_with_a_key_and_commands_work_beside()
    {
        using var folder = new TestFolder();
        using var monitor = folder.Start(App.File, "monitor", "--listen", "127.0.0.1:0", "--every", "20ms");
        var (address, key) = await Listening(monitor, folder);
        using var client = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Stop)).StatusCode);

        // Events are taken at once, listings once the gate knows the market.
        while ((await client.GetAsync("/health/ready", Stop)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        await Refused(client, HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64));
        await Refused(client, HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        var body = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{MonitorFeed.Line(i)}\n"));
        using var answer = await client.PostAsync("/v1/events", new StringContent(body + "nonsense\n"), Stop);
        Assert.Equal("{\"acked\":2001,\"rejected\":1}\n", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/v2", Stop)).StatusCode);
        client.DefaultRequestHeaders.Host = "evil.example";
        await Refused(client, HttpStatusCode.MisdirectedRequest);

        // Commands borrow the folder, one after another, while the monitor stays.
        var orders = Enumerable.Range(0, 2000).Select(MonitorFeed.Line).Count(l => l.Contains("\"feed\":\"orders\"", StringComparison.Ordinal));
        string counted;
        do
        {
            counted = await App.Sql(folder["data"], "SELECT count(*) + (SELECT count(*) FROM orders_history) AS n FROM orders");
        }
        while (!counted.Contains($"\"{orders}\"", StringComparison.Ordinal) && !monitor.HasExited);

        Assert.Equal(0, (await folder.Run("doctor")).ExitCode);
        var second = await folder.Run("monitor", "-");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another process takes events into data", second.Error, StringComparison.Ordinal);
        await Signal(monitor, "TERM");
        Assert.Equal(130, monitor.ExitCode);
        Assert.False(File.Exists(folder["data/owner.sock"]));
    }

    [Theory]
    [InlineData("--listen", "nowhere")]
    [InlineData("--listen", "8080")]
    [InlineData("--post", "ftp://example.com")]
    [InlineData("--every", "fast")]
    [InlineData("--every", "0s")]
    public async Task What_makes_no_sense_is_wrong_usage(string option, string value)
    {
        using var folder = new TestFolder();
        var ran = await folder.Run("monitor", option, value);
        Assert.Equal(2, ran.ExitCode);
        Assert.Contains(value, ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["data"]));
    }

    [Fact(Timeout = Patience)]
    public async Task A_full_disk_acknowledges_nothing_that_is_not_there_and_goes_on_when_there_is_room()
    {
        using var folder = new TestFolder();
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        using (var mount = folder.Start("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk))
        {
            await mount.WaitForExitAsync(Stop);
            Assert.SkipUnless(mount.ExitCode == 0, "a file system in memory cannot be mounted here");
        }

        try
        {
            await FillAndFree(disk);
        }
        finally
        {
            using var unmount = folder.Start("umount", disk);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task FillAndFree(string disk)
    {
        var data = Path.Combine(disk, "data");
        var filler = Path.Combine(disk, "filler");
        using var monitor = new MonitorSender(data, every: "60m");
        await monitor.Send(Enumerable.Range(0, 100).Select(MonitorFeed.Line));
        await Until(() => monitor.Acked == 100);
        var free = new DriveInfo(disk).AvailableFreeSpace;
        await File.WriteAllBytesAsync(filler, new byte[free - (1 << 20)], Stop);

        await monitor.Send(Enumerable.Range(100, 100).Select(MonitorFeed.Line));
        Assert.Contains("The disk is full: events were not taken", await monitor.ErrorLine(), StringComparison.Ordinal);
        Assert.Equal(100, monitor.Acked);

        File.Delete(filler);
        await Until(() => monitor.Acked == 200);
        Assert.Equal(0, await monitor.End());
        Assert.Contains("\"200\"", await App.Sql(data, "SELECT sum(rows_read) AS n FROM imports"), StringComparison.Ordinal);
    }

    // Bounded by the test's own patience; nothing waits for a fixed time.
    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task Refused(HttpClient client, HttpStatusCode expected)
    {
        using var answer = await client.PostAsync("/v1/events", new StringContent("{}"), Stop);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
    }

    private static async Task<(Uri Address, string Key)> Listening(System.Diagnostics.Process monitor, TestFolder folder)
    {
        _ = monitor.StandardOutput.ReadToEndAsync(Stop);
        var said = await monitor.StandardError.ReadLineAsync(Stop);
        var key = (await File.ReadAllTextAsync(folder["data/api-key"], Stop)).Trim();
        Assert.DoesNotContain(key, said, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["data/api-key"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        return (new Uri(Address().Match(said!).Value), key);
    }

    // The listing that a test buy carries over the threshold.
    private static Task<string> Reviewed(TestFolder folder) =>
        Word(folder, "SELECT listing_id FROM decisions WHERE action = 'review' AND NOT contains(rule_ids, 'genuine') ORDER BY margin DESC, listing_id LIMIT 1");

    private static async Task<string> Word(TestFolder folder, string query)
    {
        using var row = JsonDocument.Parse((await folder.Run("sql", query, "--data", "demo-data", "--json")).Output);
        return row.RootElement.EnumerateObject().First().Value.GetString()!;
    }

    private static async Task<string> Answer(HttpListener receiver, int status) => Close(await receiver.GetContextAsync().WaitAsync(Stop), status);

    private static string Close(HttpListenerContext context, int status)
    {
        var id = context.Request.Headers["Idempotency-Key"]!;
        context.Response.StatusCode = status;
        context.Response.Close();
        return id;
    }

    private static async Task Signal(System.Diagnostics.Process process, string signal)
    {
        using var kill = App.Start(new System.Diagnostics.ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]));
        await kill.WaitForExitAsync(Stop);
        await process.WaitForExitAsync(Stop);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("http://[0-9.:]+")]
    private static partial Regex Address();
}
