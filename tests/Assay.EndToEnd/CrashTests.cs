using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>An import that is killed at any moment, and run again, leaves what one clean import leaves.</summary>
public sealed class CrashTests
{
    private const int Kills = 12;

    [Fact]
    public async Task An_import_that_was_killed_again_and_again_ends_in_the_state_of_a_clean_one()
    {
        using var folder = new FeedFolder().Fill(60_000);
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(3, (await App.Run("import", folder.Feeds, "--data", folder["clean"])).ExitCode);
        var clean = Stopwatch.GetElapsedTime(began);

        var random = new Random(20260701);
        var landed = 0;
        for (var i = 0; i < 3 * Kills && landed < Kills; i++)
        {
            using var import = App.Start("import", folder.Feeds, "--data", folder["killed"]);

            // The random wait is the experiment: no assertion depends on where the kill lands.
            using var patience = new CancellationTokenSource(clean * (0.05 + (random.NextDouble() * 0.85)));
            await import.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
            var isOver = import.HasExited;
            landed += isOver ? 0 : 1;
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (isOver)
            {
                // What is all there is imported again in no time, and no kill would land any more.
                Directory.Delete(folder["killed"], recursive: true);
            }

            if (i % 3 == 2 && File.Exists(folder["killed/assay.duckdb"]))
            {
                // A log that the crash left is no obstacle to a question.
                var asked = await App.Run("sql", "SELECT count(*) FROM orders", "--data", folder["killed"]);
                Assert.True(asked.ExitCode == 0, asked.Error);
            }
        }

        Assert.InRange(landed, Kills / 2, Kills);
        var last = await App.Run("import", folder.Feeds, "--data", folder["killed"], "--json");
        Assert.Equal(3, last.ExitCode);
        Assert.Equal(await App.State(folder["clean"]), await App.State(folder["killed"]));
        await RejectedFilesAreWhole(folder["killed"], last.Output);
    }

    private static async Task RejectedFilesAreWhole(string data, string summary)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data, "spill")));
        var kept = Directory.EnumerateFiles(Path.Combine(data, "rejected")).ToHashSet(StringComparer.Ordinal);
        Assert.All(kept, f => Assert.EndsWith(".jsonl", f, StringComparison.Ordinal));
        foreach (var line in kept.SelectMany(File.ReadLines))
        {
            using var reject = JsonDocument.Parse(line);
            Assert.True(reject.RootElement.GetProperty("line").GetInt64() > 0);
        }

        using var last = JsonDocument.Parse(summary);
        var named = last.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("rejected_path").GetString()).OfType<string>().ToList();
        Assert.Equal(5, named.Count);
        Assert.All(named, f => Assert.Contains(f, kept));

        // A run that was killed between its commit and the naming of its file has none; no run has two.
        var committed = await App.Sql(data, "SELECT count(*) AS n FROM imports WHERE rows_rejected > 0");
        using var count = JsonDocument.Parse(committed);
        Assert.InRange(kept.Count, named.Count, int.Parse(count.RootElement.GetProperty("n").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }
}
