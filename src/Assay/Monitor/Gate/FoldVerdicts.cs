using Assay.Import;
using Assay.Warehouse;

namespace Assay.Monitor.Gate;

/// <summary>Brings verdicts from their log into the table <c>screenings</c>, a segment after another, each once: one that a crash kept from being removed stands already.</summary>
/// <param name="data">The data folder.</param>
public sealed class FoldVerdicts(DataFolder data)
{
    /// <summary>Folds all that is on the disk; how many verdicts came in.</summary>
    /// <exception cref="OperationCanceledException">Stopped; what was not folded stays in the log.</exception>
    public long Run(VerdictLog log, CancellationToken stop)
    {
        var kept = 0L;
        foreach (var segment in log.Seal())
        {
            stop.ThrowIfCancellationRequested();
            kept += Fold(segment);
            DurableFolder.Sync(data.Path);
            EventLog.Remove(segment);
        }

        return kept;
    }

    /// <summary>Keeps verdicts of a file, a line each.</summary>
    public long Keep(string path)
    {
        using var transaction = data.Warehouse.Begin();
        var kept = data.Warehouse.Run(Sql.Load("Monitor/Gate/keep_screenings.sql"), path);
        transaction.Commit();
        return kept;
    }

    private long Fold(Segment segment)
    {
        var content = SegmentContent.Read(segment.Path);
        var path = Path.Combine(data.Spill, $"verdicts-{segment.Name}.jsonl");
        File.Delete(path);
        using (var file = new SpoolFile(path, 1 << 16))
        {
            foreach (var (at, length) in content.Lines)
            {
                file.Write(content.Bytes.AsSpan(at, length));
            }
        }

        var kept = content.Lines.Count == 0 ? 0 : Keep(path);
        File.Delete(path);
        return kept;
    }
}
