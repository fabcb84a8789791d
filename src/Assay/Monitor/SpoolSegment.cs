using System.Text.Json;
using Assay.Import;

namespace Assay.Monitor;

/// <summary>A segment written out for the import: a file a feed, and the lines that were refused when they came.</summary>
/// <param name="Files">Feeds and the rows of each, one a line.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Rejected">How many lines were refused.</param>
/// <param name="Damaged">Bytes that are neither, since something changed them on the disk.</param>
internal sealed record SpooledSegment(IReadOnlyList<FeedFile> Files, long Rows, long Rejected, long Damaged);

/// <summary>
/// Takes a segment apart. What it writes outside of the spill folder is named after the segment: taking it apart once more writes the
/// same files again.
/// </summary>
internal sealed class SpoolSegment(string spillFolder, string rejectedFolder)
{
    /// <summary>Writes the files.</summary>
    public SpooledSegment Run(Segment segment)
    {
        var content = SegmentContent.Read(segment.Path);
        KeepDamaged(segment, content);
        var folder = Path.Combine(spillFolder, $"fold-{segment.Name}");
        Directory.CreateDirectory(folder);
        var feeds = new Dictionary<Feed, SpoolFile>();
        using var rejected = new MemoryStream();
        var (rows, refused) = (0L, 0L);
        try
        {
            foreach (var line in Lines(content))
            {
                if (content.Bytes[line.Start.Value] == EventBatch.Refused)
                {
                    refused++;
                    WriteReject(rejected, content.Bytes.AsSpan(line)[1..]);
                    continue;
                }

                rows++;
                WriteRow(feeds, folder, content.Bytes.AsSpan(line));
            }
        }
        finally
        {
            foreach (var file in feeds.Values)
            {
                file.Dispose();
            }
        }

        Replace(Path.Combine(rejectedFolder, $"events-{segment.Name}.jsonl"), rejected.ToArray());
        return new SpooledSegment([.. feeds.Select(f => Describe(f.Key, f.Value.Name, folder, segment))], rows, refused, content.Damaged.Sum(d => (long)d.Length) + content.Bytes.Length - content.Tail);
    }

    /// <summary>How a fold calls a feed's rows, in the table of imports and in rejects.</summary>
    public static FeedFile Describe(Feed feed, string path, string folder, Segment segment) =>
        new(feed, path, FeedFormat.JsonLines, Packing.None, folder) { Shown = $"log:{segment.Name}/{feed.Name}", RejectsNamed = $"{feed.Name}-{segment.Name}" };

    private static IEnumerable<Range> Lines(SegmentContent content)
    {
        foreach (var (at, length) in content.Lines)
        {
            for (var from = at; from < at + length;)
            {
                var end = Array.IndexOf(content.Bytes, (byte)'\n', from, at + length - from);
                yield return from..end;
                from = end + 1;
            }
        }
    }

    private static void WriteRow(Dictionary<Feed, SpoolFile> feeds, string folder, ReadOnlySpan<byte> line)
    {
        var read = EventLine.Read(line);
        if (read.Feed is null)
        {
            throw new InvalidDataException($"the log holds a line that is no event: {read.Got}");
        }

        if (!feeds.TryGetValue(read.Feed, out var file))
        {
            File.Delete(Path.Combine(folder, $"{read.Feed.Name}.jsonl"));
            feeds[read.Feed] = file = new SpoolFile(Path.Combine(folder, $"{read.Feed.Name}.jsonl"), 1 << 16);
        }

        file.Write(read.Row);
        file.Write("\n"u8);
    }

    private static void WriteReject(MemoryStream to, ReadOnlySpan<byte> json) =>
        RejectedFile.Write(to, JsonSerializer.Deserialize<Reject>(json) ?? throw new InvalidDataException("the log holds a reject that says nothing"));

    // What was durable and cannot be read is not thrown away.
    private void KeepDamaged(Segment segment, SegmentContent content)
    {
        foreach (var (at, length) in content.Damaged.Append((At: content.Tail, Length: content.Bytes.Length - content.Tail)))
        {
            Replace(Path.Combine(rejectedFolder, $"log-{segment.Name}-{at}.damaged"), content.Bytes.AsSpan(at, length));
        }
    }

    private static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var part = $"{path}.part";
        File.Delete(part);
        using (var file = new SpoolFile(part, 1 << 12))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
