namespace Assay.Import;

/// <summary>
/// Finds the line on which the n-th record of a delimited file begins, counting as the engine counts: without the header, empty
/// lines and the records that it refused. Reads on from record to record; ask in ascending order.
/// </summary>
internal sealed class RecordLines : IDisposable
{
    private readonly FileStream stream;
    private readonly byte[] buffer = new byte[1 << 20];
    private readonly bool quotes;
    private readonly bool countsEmpty;
    private readonly HashSet<long> refused;
    private int at;
    private int filled;
    private long position;
    private long line = 1;
    private long record;
    private long begun = 1;

    /// <summary>Begins at the start of the file.</summary>
    /// <param name="path">The unpacked file.</param>
    /// <param name="hasHeader">True where the first record is a header.</param>
    /// <param name="quotes">True where a line feed within quotes does not end a record.</param>
    /// <param name="refused">Where, in bytes, the records begin that the engine refused.</param>
    public RecordLines(string path, bool hasHeader, bool quotes, IEnumerable<long> refused)
    {
        stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        this.quotes = quotes;
        this.refused = [.. refused];
        countsEmpty = !hasHeader;
        if (hasHeader)
        {
            Skip();
        }
    }

    /// <summary>The line of the n-th record, counted from 1; the last line there is where the file has fewer.</summary>
    public long Of(long n)
    {
        while (record < n)
        {
            var (start, from) = (position, line);
            var length = Skip();
            if (length < 0)
            {
                return line;
            }

            if ((length > 0 || countsEmpty) && !refused.Contains(start))
            {
                record++;
                begun = from;
            }
        }

        return begun;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    // Passes one record and returns its length without the line's end; −1 at the end of the file.
    private long Skip()
    {
        long length = 0;
        var inQuotes = false;
        while (Take() is var next and >= 0)
        {
            if (next == '"' && quotes)
            {
                inQuotes = !inQuotes;
            }
            else if (next == '\n')
            {
                line++;
                if (!inQuotes)
                {
                    return length;
                }
            }

            length += next == '\r' ? 0 : 1;
        }

        return length > 0 ? length : -1;
    }

    private int Take()
    {
        if (at == filled)
        {
            filled = stream.Read(buffer);
            at = 0;
            if (filled == 0)
            {
                return -1;
            }
        }

        position++;
        return buffer[at++];
    }
}
