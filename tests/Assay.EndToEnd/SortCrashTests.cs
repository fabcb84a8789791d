using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>A sort that is killed at any moment leaves whole tables, and the next one ends in the same order.</summary>
public sealed class SortCrashTests
{
    private const int Kills = 6;

    [Fact]
    public async Task A_sort_that_was_killed_left_whole_tables_and_the_next_one_ends_in_the_same_order()
    {
        using var folder = new FeedFolder().Fill(80_000);
        // One more row of a feed that is not sorted: importing it is little else than the sort that was left.
        folder.Write("remainder.csv", "buyer_id,registered_at", 1, _ => "b1,2026-01-01");
        Assert.Equal(3, (await App.Run("import", folder.Feeds, "--data", folder["unsorted"], "--no-sort")).ExitCode);
        var unsorted = await Tables(folder["unsorted"]);
        Copy(folder["unsorted"], folder["clean"]);
        var sort = await Sorted(folder, "clean");
        var (clean, stream) = (await Tables(folder["clean"]), await Stream(folder["clean"]));
        Assert.DoesNotContain("orders_by_seller_sorted", unsorted.Names, StringComparison.Ordinal);
        Assert.Contains("orders_by_seller_sorted", clean.Names, StringComparison.Ordinal);

        var random = new Random(20260702);
        var landed = 0;
        for (var i = 0; i < Kills; i++)
        {
            var data = folder[$"killed-{i}"];
            Copy(folder["unsorted"], data);
            landed += await KillWhileSorting(folder, data, sort * random.NextDouble()) ? 1 : 0;

            var left = await Tables(data);
            Assert.Equal(unsorted.Rows, left.Rows);
            await Sorted(folder, $"killed-{i}");
            Assert.Equal(clean, await Tables(data));
            Assert.Equal(stream, await Stream(data));
            Directory.Delete(data, recursive: true);
        }

        Assert.InRange(landed, Kills / 2, Kills);
    }

    // True where the kill came before the end.
    private static async Task<bool> KillWhileSorting(FeedFolder folder, string data, TimeSpan after)
    {
        using var import = App.Start("import", "buyers", folder["remainder.csv"], "--data", data);
        while (await import.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("sorting orders", StringComparison.Ordinal))
        {
        }

        // The random wait is the experiment: no assertion on the tables depends on where the kill lands.
        using var patience = new CancellationTokenSource(after);
        await import.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        var isRunning = !import.HasExited;
        import.Kill();
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        return isRunning;
    }

    // Sorts what is unsorted; returns how long it took.
    private static async Task<TimeSpan> Sorted(FeedFolder folder, string data)
    {
        var ran = await App.Run("import", "buyers", folder["remainder.csv"], "--data", folder[data], "--json");
        Assert.True(ran.ExitCode == 0, ran.ToString());
        using var said = JsonDocument.Parse(ran.Output);
        return TimeSpan.FromSeconds(said.RootElement.GetProperty("sorted").EnumerateArray().Sum(s => s.GetProperty("seconds").GetDouble()));
    }

    private static async Task<(string Rows, string Names)> Tables(string data) =>
        (await App.State(data), await App.Sql(data, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL"));

    // Events in the order in which they are stored, and which streams are.
    private static Task<string> Stream(string data) => App.Sql(
        data,
        "SELECT md5(string_agg(concat_ws(' ', subject, tie, buyer), ' ' ORDER BY rowid)) AS content, " +
        "(SELECT string_agg(stream || subject || rows, ' ' ORDER BY stream, subject) FROM stored_streams) AS stored FROM orders_by_seller_sorted");

    private static void Copy(string from, string to)
    {
        foreach (var folder in new[] { "", "rejected", "spill" })
        {
            Directory.CreateDirectory(Path.Combine(to, folder));
        }

        foreach (var file in Directory.EnumerateFiles(from, "assay.duckdb*"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
