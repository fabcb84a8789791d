using Assay.Monitor;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Monitor;

public sealed class FoldLogTests
{
    private static readonly Sql Content = new("content", """
        SELECT 'orders', count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM (SELECT * EXCLUDE (key_hash, run) FROM orders) AS t
        UNION ALL SELECT 'orders_history', count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM (SELECT * EXCLUDE (key_hash, run) FROM orders_history) AS t
        UNION ALL SELECT 'reviews', count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM (SELECT * EXCLUDE (key_hash, run) FROM reviews) AS t
        """);

    [Fact]
    public void Folded_lines_stand_in_the_warehouse_and_the_log_is_empty()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        log.Append(Lines.Order(1), Lines.Review(1), Lines.Order(2), Lines.Order(1));

        var folded = new FoldLog(data, log).Run(default);

        Assert.Equal(new FoldSummary(1, 4, 3, 1, 0, 0, 0), folded);
        Assert.False(log.HasLines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Spill));
        Assert.Equal(default, new FoldLog(data, log).Run(default));
    }

    [Fact]
    public void A_segment_that_was_folded_and_not_removed_counts_nothing_twice()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        log.Append(Lines.Order(1), Lines.Order(1, quantity: 2), Lines.Review(1), """{"feed":"orders","row":{"order_id":"o9"}}""", "!{\"File\":\"f\",\"Line\":3,\"Got\":\"g\",\"Expected\":\"e\"}");
        var segment = Assert.Single(log.Seal());
        var left = File.ReadAllBytes(segment.Path);
        var first = new FoldLog(data, log).Run(default);
        var content = data.Warehouse.Table(Content);
        var rejected = Rejected(data);

        File.WriteAllBytes(segment.Path, left);
        var again = new FoldLog(data, log).Run(default);

        Assert.Equal((3, 2), (again.Unchanged, again.Rejected));
        Assert.Equal((0, 0), (again.Imported, again.Replaced));
        Assert.Equal(2, first.Rejected);
        Assert.Equal(content, data.Warehouse.Table(Content));
        Assert.Equal(rejected, Rejected(data));
        Assert.Equal(2, rejected.Count);
    }

    [Fact]
    public void A_time_that_was_too_far_ahead_stays_refused_when_its_segment_is_folded_later()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        var ahead = FixedClock.Default.GetUtcNow().AddDays(1.5);
        log.Append(Lines.Order(1).Replace("2026-06-01T00:00:01Z", $"{ahead:yyyy-MM-ddTHH:mm:ss}Z", StringComparison.Ordinal));

        // The clock of the fold plays no part: the segment's own does.
        Assert.Equal(1, new FoldLog(data, log).Run(default).Rejected);
        Assert.Equal(0, data.Warehouse.Number(new Sql("orders", "SELECT count(*) FROM orders")));
    }

    [Fact]
    public void Lines_in_any_order_cut_into_any_segments_leave_what_one_import_leaves()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? Lines.Review(i) : Lines.Order(i % 120, 1 + (i % 4))).ToArray();
        var states = Enumerable.Range(0, 3).Select(_ =>
        {
            using var folder = new TestFolder();
            using var log = EventLog.Open(folder["data"], FixedClock.Default, EventLogLimits.Usual with { SegmentBytes = 5000 }).Require();
            using var data = folder.Open();
            random.Shuffle(lines);
            foreach (var chunk in lines.Chunk(1 + random.Next(100)))
            {
                log.Append(chunk);
                if (random.Next(2) == 0)
                {
                    new FoldLog(data, log).Run(default);
                }
            }

            new FoldLog(data, log).Run(default);
            return string.Join('|', data.Warehouse.Table(Content).Select(r => string.Join(' ', r)));
        }).ToList();

        Assert.Single(states.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"feed":"reviews","row":{"review_id":"r1","review_id":"r2","rating":1}}""")]
    [InlineData("""{"feed":"reviews","row":{"review_id":"\ud800","text":"\u0000"}}""")]
    [InlineData("""{"feed":"reviews","row":{"review_id":{"a":[1e999]},"rating":1e999}}""")]
    [InlineData("""{"feed":"reviews","row":{"":"","a\u0000b":1,"REVIEW_ID":"r"}}""")]
    [InlineData("{\"feed\":\"reviews\",\r\"row\":\r{\"review_id\":\r\"r\"}}")]
    public async Task A_hostile_row_keeps_no_other_out(string hostile)
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        var batch = new EventBatch("test");
        foreach (var (i, line) in new[] { Lines.Review(1), hostile, Lines.Review(2), Lines.Review(3) }.Index())
        {
            batch.Add(System.Text.Encoding.UTF8.GetBytes(line), i + 1);
        }

        Assert.Null(await log.Append(batch.Lines));
        var folded = new FoldLog(data, log).Run(default);

        Assert.Equal((3, 1), (folded.Imported, folded.Rejected));
    }

    [Fact]
    public void What_was_changed_on_the_disk_is_kept_and_the_rest_is_folded()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        log.Append(Lines.Order(1));
        log.Append(Lines.Order(2));
        var segment = Assert.Single(log.Seal());
        var bytes = File.ReadAllBytes(segment.Path);
        bytes[20] ^= 1;
        File.WriteAllBytes(segment.Path, bytes);

        var folded = new FoldLog(data, log).Run(default);

        Assert.Equal(1, folded.Imported);
        Assert.Equal(folded.Damaged, new FileInfo(Assert.Single(Directory.EnumerateFiles(data.Rejected, "*.damaged"))).Length);
    }

    private static List<(string, string)> Rejected(DataFolder data) => [.. Directory.EnumerateFiles(data.Rejected).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];
}
