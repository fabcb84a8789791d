using Xunit;

namespace Assay.EndToEnd;

/// <summary>A monitor that is killed at any moment loses no line that it acknowledged, and counts none twice, however often a sender repeats.</summary>
public sealed class MonitorKillTests
{
    private const int Kills = 14;
    private const int LinesALife = 600;

    [Fact(Timeout = 300_000)]
    public async Task A_monitor_that_was_killed_again_and_again_ends_in_the_state_of_a_plain_import()
    {
        using var folder = new FeedFolder();
        var random = new Random(20260701);
        var (sent, settled) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var monitor = new MonitorSender(folder["live"]);

            // A sender that heard nothing repeats; now and then it repeats what it was answered, too.
            var from = Math.Max(0, settled - (kill % 3 == 0 ? random.Next(100) : 0));
            var sending = monitor.Send(Enumerable.Range(from, LinesALife).Select(MonitorFeed.Line));
            using var lending = kill % 4 == 1 ? App.Start("sql", "SELECT count(*) FROM orders", "--data", folder["live"]) : null;
            await (kill % 2 == 0 ? monitor.Answered : Task.CompletedTask);
            var ended = await EndsWithin(monitor, 10 + random.Next(kill % 5 == 3 ? 30 : 900));

            // Where the other command had the folder first, the monitor is refused like any second command.
            Assert.True(lending is not null || !ended, "it ended before it was killed");
            await monitor.Kill();
            await sending;
            sent = Math.Max(sent, from + LinesALife);
            settled = Math.Max(settled, from + (int)monitor.Acked);
            await (lending?.WaitForExitAsync(TestContext.Current.CancellationToken) ?? Task.CompletedTask);
        }

        using (var last = new MonitorSender(folder["live"]))
        {
            await last.Send(Enumerable.Range(settled, sent - settled).Select(MonitorFeed.Line));
            Assert.True(await last.End() == 0, await last.Error);
            Assert.Equal(sent - settled, last.Acked);
        }

        Assert.True(settled > 0);
        MonitorFeed.WriteFeeds(folder["feeds"], Enumerable.Range(0, sent).Select(MonitorFeed.Line));
        Assert.Equal(0, (await App.Run("import", folder["feeds"], "--data", folder["plain"])).ExitCode);
        Assert.Equal(await App.State(folder["plain"]), await App.State(folder["live"]));
        Assert.Empty(Directory.EnumerateFiles(folder["live/log"], "*.log"));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_killed_monitor_acknowledged_is_folded_by_the_next_one_without_a_sender()
    {
        using var folder = new FeedFolder();
        using (var monitor = new MonitorSender(folder["live"], every: "60m"))
        {
            await monitor.Send(Enumerable.Range(0, 1000).Select(MonitorFeed.Line));
            while (monitor.Acked < 1000)
            {
                Assert.False(monitor.Process.HasExited, "it ended");
                await Task.Yield();
            }

            await monitor.Kill();
        }

        using (var next = new MonitorSender(folder["live"]))
        {
            Assert.Equal(0, await next.End());
        }

        MonitorFeed.WriteFeeds(folder["feeds"], Enumerable.Range(0, 1000).Select(MonitorFeed.Line));
        Assert.Equal(0, (await App.Run("import", folder["feeds"], "--data", folder["plain"])).ExitCode);
        Assert.Equal(await App.State(folder["plain"]), await App.State(folder["live"]));
    }

    // When the kill lands is the experiment; a monitor whose input is open does not end by itself.
    private static async Task<bool> EndsWithin(MonitorSender monitor, int milliseconds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        try
        {
            await monitor.Process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
