using Assay.Monitor;
using Xunit;

namespace Assay.Tests.Monitor;

public sealed class EventLogTests
{
    [Fact]
    public void What_was_acknowledged_is_there_after_a_crash_at_every_byte_of_the_next_write()
    {
        using var folder = new TestFolder();
        var (bytes, whole) = TwoFrames(folder);
        var first = Frame.Head + Frame.LengthAt(bytes, 0);
        for (var cut = first; cut < bytes.Length; cut++)
        {
            // Cut short, as by a kill; and padded with what the disk held before, as by a power loss.
            foreach (var left in (byte[][])[bytes[..cut], [.. bytes[..cut], .. new byte[bytes.Length - cut]]])
            {
                using var crashed = new TestFolder();
                Leave(crashed, left);
                using var log = EventLog.Open(crashed["data"], FixedClock.Default).Require();
                Assert.Equal(left.Length - first, log.Cut);
                Assert.Equal(whole[..1], Lines.Read(log.Seal()));
                log.Append("{}");
                Assert.Equal([whole[0], "{}"], Lines.Read(log.Seal()));
            }
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_loses_no_other_frame_and_what_it_hit_is_told_apart_from_a_torn_end()
    {
        using var folder = new TestFolder();
        var (bytes, whole) = TwoFrames(folder);
        var first = Frame.Head + Frame.LengthAt(bytes, 0);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var content = SegmentContent.Of(flipped);
            var isInFirst = bit / 8 < first;
            Assert.Single(content.Lines);
            Assert.Equal(isInFirst ? [(0, first)] : [], content.Damaged);
            Assert.Equal(isInFirst ? bytes.Length : first, content.Tail);
        }

        Assert.Equal(2, whole.Length);
    }

    [Fact]
    public async Task Many_appenders_share_syncs_and_every_line_is_there_once()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        var lines = Enumerable.Range(0, 8).Select(a => Enumerable.Range(0, 50).Select(i => $"{{\"appender\":{a},\"line\":{i}}}").ToArray()).ToArray();

        await Task.WhenAll(lines.Select(mine => Task.Run(async () =>
        {
            foreach (var line in mine)
            {
                Assert.Null(await log.Append(Lines.Bytes(line)));
            }
        })));

        var sealedSegments = log.Seal();
        Assert.Equal(lines.SelectMany(l => l).Order(StringComparer.Ordinal), Lines.Read(sealedSegments).Order(StringComparer.Ordinal));
        foreach (var mine in lines)
        {
            // Of one appender the order stays.
            Assert.Equal(mine, Lines.Read(sealedSegments).Where(mine.ToHashSet(StringComparer.Ordinal).Contains));
        }
    }

    [Fact]
    public async Task Whoever_waits_while_a_sync_runs_is_in_the_next_one()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        var appended = Enumerable.Range(0, 200).Select(i => log.Append(Lines.Bytes($"{{\"i\":{i}}}"))).ToList();

        Assert.All(await Task.WhenAll(appended), Assert.Null);

        var content = SegmentContent.Read(Assert.Single(log.Seal()).Path);
        Assert.InRange(content.Lines.Count, 1, 100);
        Assert.Equal(200, Lines.Read(log.Seal()).Length);
    }

    [Fact]
    public void A_log_is_open_once_and_says_so()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        Assert.Contains("Another process takes events into", EventLog.Open(folder["data"], FixedClock.Default).Failure!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_end_by_size_and_never_share_a_moment_though_the_clock_stands_still()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default, EventLogLimits.Usual with { SegmentBytes = 100 }).Require();
        for (var i = 0; i < 10; i++)
        {
            log.Append(Lines.Order(i));
        }

        var segments = log.Seal();
        Assert.Equal(10, segments.Count);
        Assert.Equal(10, segments.Select(s => s.Moment).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => Lines.Order(i)), Lines.Read(segments));
    }

    [Fact]
    public void A_disk_without_room_to_spare_is_refused_and_nothing_is_written()
    {
        using var folder = new TestFolder();
        var disk = new DriveInfo(folder.Path);
        Assert.SkipUnless(disk.AvailableFreeSpace < disk.TotalSize, "the disk is empty");
        using var log = EventLog.Open(folder["data"], FixedClock.Default, EventLogLimits.Usual with { FreeBytes = 0 }).Require();
        log.Append(Lines.Order(1));
        Assert.Single(Lines.Read(log.Seal()));
    }

    private static (byte[] Bytes, string[] Lines) TwoFrames(TestFolder folder)
    {
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        log.Append(Lines.Order(1));
        log.Append(Lines.Review(2));
        return (File.ReadAllBytes(Assert.Single(log.Seal()).Path), [Lines.Order(1), Lines.Review(2)]);
    }

    private static void Leave(TestFolder folder, byte[] bytes)
    {
        Directory.CreateDirectory(folder["data/log"]);
        File.WriteAllBytes(Segment.PathOf(folder["data/log"], 1, Segment.Open), bytes);
    }
}
