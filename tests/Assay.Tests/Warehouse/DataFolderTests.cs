using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

public sealed class DataFolderTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_opener_is_told_who_holds_the_folder_and_what_to_do()
    {
        using (DataFolder.Open(folder["data"], "import feeds", FixedClock.Default).Require())
        {
            var second = DataFolder.Open(folder["data"], "scan", FixedClock.Default);
            Assert.Equal(
                $"{folder["data"]} is held by process {Environment.ProcessId} (assay import feeds, since 2026-07-01T00:00:00Z); expected a data folder that nobody else uses. "
                + $"Wait for it to end, stop it with: kill {Environment.ProcessId}, or name another folder with --data.",
                second.Failure!.ToString());
            Assert.False(DataFolder.OpenSandboxed(folder["data"], FixedClock.Default).Ok);
        }

        using var free = folder.Open();
        Assert.Equal(folder["data"], free.Path);
    }

    [Fact]
    public void The_engine_uses_no_more_memory_than_was_given()
    {
        using var data = DataFolder.Open(folder["data"], "test", FixedClock.Default, memory: 300L << 20).Require();
        Assert.Equal("300.0 MiB", data.Warehouse.Word(new Sql("memory", "SELECT current_setting('memory_limit')")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_says_so()
    {
        foreach (var place in new[] { "/proc/assay-data", Path.Combine(folder.Write("file", ""), "data"), folder.Write("another", "") })
        {
            var refused = DataFolder.Open(place, "test", FixedClock.Default);
            Assert.StartsWith($"The data folder {place} cannot be written: ", refused.Failure!.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("Name another with --data.", refused.Failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_lock_that_cannot_be_taken_for_another_reason_is_not_blamed_on_a_process()
    {
        Directory.CreateDirectory(folder["data/owner.lock"]);
        Assert.DoesNotContain("process", DataFolder.Open(folder["data"], "test", FixedClock.Default).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        folder.Write("data/assay.duckdb", "these are somebody's notes, long enough to be looked at by anything that wants a header ...");
        var refused = DataFolder.Open(folder["data"], "test", FixedClock.Default);
        Assert.Contains("assay.duckdb could not be opened", refused.Failure!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("these are", File.ReadAllText(folder["data/assay.duckdb"]), StringComparison.Ordinal);
        File.Delete(folder["data/assay.duckdb"]);
        using var free = folder.Open();
        Assert.True(DataFolder.Exists(free.Path));
    }

    [Fact]
    public void What_a_crash_left_in_spill_and_rejected_is_cleared()
    {
        folder.Write("data/spill/orders-1.csv", "x");
        folder.Write("data/spill/deep/er.tmp", "x");
        folder.Write("data/rejected/orders-1.jsonl.part", "x");
        folder.Write("data/rejected/orders-0.jsonl", "kept");
        using var data = folder.Open();
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Spill));
        Assert.Equal([folder["data/rejected/orders-0.jsonl"]], Directory.EnumerateFiles(data.Rejected));
    }
}
