using System.Text;
using System.Text.Unicode;

namespace Assay.Import;

/// <summary>A file written out once more so that the engine can read all of it, and what was left out.</summary>
/// <param name="Path">The file; lines stand where they stood.</param>
/// <param name="RefusedPath">The lines left out, as rejects a line.</param>
/// <param name="Refused">How many there are.</param>
/// <param name="First">The first of them.</param>
internal sealed record RepairedText(string Path, string RefusedPath, long Refused, Reject? First) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(Path);
        File.Delete(RefusedPath);
    }
}

/// <summary>
/// The second try at a text file that the engine does not read to its end. The engine gives up on mixed ends of lines, and after a quote
/// that does not close it loses all later rows (measured: one stray quote at row 1,000 of 200,000 left 1,000). So the file is written out
/// once more with LF at the end of every record, and with empty lines where a record cannot be read: line numbers stay what they were.
/// A record whose quote does not close within <see cref="RecordScanner.Longest"/> loses its first line only; reading goes on with the next.
/// </summary>
internal sealed class RepairText
{
    private readonly FeedSource source;
    private readonly char? delimiter;
    private readonly bool isMasked;
    private Reject? first;
    private long refused;

    public RepairText(FeedSource source)
    {
        this.source = source;
        delimiter = source.Delimiter;
        isMasked = source.File.Feed.Columns.Any(c => c.IsMasked);
    }

    /// <summary>Writes the file out into a folder; the caller disposes what comes back.</summary>
    public RepairedText Run(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, $"{source.File.Feed.Name}-{Guid.NewGuid():N}.repaired");
        var refusedPath = $"{path}.refused";
        try
        {
            using var scanner = new RecordScanner(source.Path, delimiter);
            using var spool = new SpoolFile(path, 1 << 20);
            using var rejects = new SpoolFile(refusedPath, 1 << 16);
            Copy(scanner, spool, rejects, stop);
            return new RepairedText(path, refusedPath, refused, first);
        }
        catch
        {
            File.Delete(path);
            File.Delete(refusedPath);
            throw;
        }
    }

    private void Copy(RecordScanner scanner, FileStream spool, FileStream rejects, CancellationToken stop)
    {
        long line = 1;
        while (scanner.Next())
        {
            stop.ThrowIfCancellationRequested();
            var isHeader = line == 1 && delimiter is not null;
            var wrong = isHeader ? null : Wrong(scanner);
            var feeds = scanner.Record.Count((byte)'\n');
            if (wrong is null)
            {
                spool.Write(scanner.Record);
            }
            else
            {
                Refuse(scanner, line, wrong, rejects);
                spool.Write(Enumerable.Repeat((byte)'\n', feeds).ToArray());
            }

            spool.WriteByte((byte)'\n');
            line += feeds + 1;
        }
    }

    private string? Wrong(RecordScanner scanner)
    {
        if (scanner.Fault != RecordFault.None)
        {
            return scanner.Fault == RecordFault.TooLong
                ? $"a line of at most {RecordScanner.Longest / 1_000_000} MB"
                : "quotes that open and close around a whole value";
        }

        if (!Utf8.IsValid(scanner.Record))
        {
            return "UTF-8";
        }

        var wanted = source.Columns.Count;
        var isWhole = delimiter is null || scanner.Record.Length == 0 || scanner.Values == wanted || (scanner.Values == wanted + 1 && scanner.EndsEmpty);
        return isWhole ? null : $"{wanted} columns, as in the header";
    }

    private void Refuse(RecordScanner scanner, long line, string wrong, FileStream rejects)
    {
        var shown = scanner.Record[..Math.Min(scanner.Record.Length, 4 * Reject.LongestShown)];
        var got = Reject.Show(Encoding.UTF8.GetString(shown), isMasked, scanner.FullLength > shown.Length ? scanner.FullLength : null);
        var reject = new Reject(source.File.Shown, line, null, got, wrong);
        first ??= reject;
        refused++;
        RejectedFile.Write(rejects, reject);
    }
}
