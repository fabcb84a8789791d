using System.Runtime.InteropServices;
using Assay.Import;
using Assay.Warehouse;

namespace Assay.Monitor;

/// <summary>What folds came to.</summary>
/// <param name="Segments">Segments of the log that are no more.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Imported">Rows that were new.</param>
/// <param name="Unchanged">Rows that stood already.</param>
/// <param name="Replaced">Rows that are another version.</param>
/// <param name="Rejected">Rows that broke the contract of their feed, and lines that were no events.</param>
/// <param name="Damaged">Bytes of the log that could not be read; they are kept beside the rejects.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FoldSummary(int Segments, long Rows, long Imported, long Unchanged, long Replaced, long Rejected, long Damaged)
{
    /// <summary>Both together.</summary>
    public static FoldSummary operator +(FoldSummary a, FoldSummary b) => new(
        a.Segments + b.Segments, a.Rows + b.Rows, a.Imported + b.Imported, a.Unchanged + b.Unchanged, a.Replaced + b.Replaced, a.Rejected + b.Rejected, a.Damaged + b.Damaged);
}

/// <summary>
/// Imports what the log holds, a segment after another, and removes each segment once its rows stand. A segment that a crash kept from being
/// removed is folded again: its rows stand already, since an import of the same rows changes nothing.
/// </summary>
/// <param name="data">The data folder.</param>
/// <param name="log">Its log.</param>
public sealed class FoldLog(DataFolder data, EventLog log)
{
    /// <summary>Folds all that was acknowledged until now.</summary>
    /// <exception cref="FailedException">The disk or the engine's memory is full; what was not folded stays in the log.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was not folded stays in the log.</exception>
    public FoldSummary Run(CancellationToken stop)
    {
        var folded = default(FoldSummary);
        foreach (var segment in log.Seal())
        {
            stop.ThrowIfCancellationRequested();
            var one = Fold(segment, stop);
            Settle(one);
            EventLog.Remove(segment);
            folded += one;
        }

        return folded;
    }

    // The engine and the rejects sync their files; a power loss may still take the name of a new one. The segment goes last.
    private void Settle(FoldSummary folded)
    {
        DurableFolder.Sync(data.Path);
        if (folded.Rejected + folded.Damaged > 0)
        {
            DurableFolder.Sync(data.Rejected);
        }
    }

    private FoldSummary Fold(Segment segment, CancellationToken stop)
    {
        var spooled = new SpoolSegment(data.Spill, data.Rejected).Run(segment);
        var import = new ImportFeeds(data, new AsOf(segment.Moment));
        var summary = import.Run(new FoundFeeds([.. spooled.Files.OrderBy(f => Contract.Feeds.Index().First(c => c.Item == f.Feed).Index)], []), FeedMap.None, null, stop);
        var files = summary.Files.SelectMany(f => f.Refused is null ? [f] : Halve(import, segment, f, stop)).ToList();
        Directory.Delete(Path.Combine(data.Spill, $"fold-{segment.Name}"), recursive: true);
        return new FoldSummary(
            1,
            spooled.Rows,
            files.Sum(f => f.Imported),
            files.Sum(f => f.Unchanged),
            files.Sum(f => f.Replaced),
            files.Sum(f => f.Rejected) + spooled.Rejected,
            spooled.Damaged);
    }

    // The engine gave up on a whole file. Whatever row made it do so must not keep the others out, nor the log from being folded.
    private List<FileOutcome> Halve(ImportFeeds import, Segment segment, FileOutcome refused, CancellationToken stop)
    {
        if (refused.Refused!.Problem.Contains("Out of Memory", StringComparison.OrdinalIgnoreCase))
        {
            throw new FailedException(refused.Refused with { Expected = "memory to import it", Do = "Give the engine more with --memory; it stays in the log until then" });
        }

        var rows = File.ReadAllLines(refused.File.Path);
        if (rows.Length <= 1)
        {
            Keep(segment, refused);
            return [refused with { Read = rows.Length, Rejected = rows.Length }];
        }

        FeedFile[] halves = [Write(refused.File, segment, "a", rows[..(rows.Length / 2)]), Write(refused.File, segment, "b", rows[(rows.Length / 2)..])];
        return [.. import.Run(new FoundFeeds(halves, []), FeedMap.None, null, stop).Files.SelectMany(f => f.Refused is null ? [f] : Halve(import, segment, f, stop))];
    }

    private static FeedFile Write(FeedFile whole, Segment segment, string half, string[] rows)
    {
        var path = Path.ChangeExtension(whole.Path, $"{half}.jsonl");
        File.WriteAllLines(path, rows);
        return SpoolSegment.Describe(whole.Feed, path, whole.Folder, segment) with { RejectsNamed = $"{whole.RejectsNamed}{half}" };
    }

    private void Keep(Segment segment, FileOutcome refused)
    {
        using var kept = new RejectedFile(data.Rejected, refused.File.Feed, segment.Moment, refused.File.RejectsNamed);
        kept.Add(new Reject(refused.File.Shown, 1, null, refused.Refused!.Problem, "a row that the engine can read"));
        kept.Keep();
    }

    // The clock of a segment's rows: what was refused when they were folded first is refused whenever they are folded.
    private sealed class AsOf(DateTime moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(moment, TimeSpan.Zero);
    }
}
