namespace Assay.Import;

/// <summary>
/// Finds the line on which the n-th record of a text file begins, counting as the engine counts: without the header and, where values are
/// delimited, without empty lines. Reads on from record to record; ask in ascending order.
/// </summary>
internal sealed class RecordLines : IDisposable
{
    private readonly RecordScanner scanner;
    private readonly bool countsEmpty;
    private long next = 1;
    private long record;
    private long begun = 1;

    /// <summary>Begins at the start of the file.</summary>
    /// <param name="path">The file that the engine reads.</param>
    /// <param name="delimiter">What separates values below a header; null where each line is a record.</param>
    public RecordLines(string path, char? delimiter)
    {
        scanner = new RecordScanner(path, delimiter);
        countsEmpty = delimiter is null;
        if (delimiter is not null)
        {
            Pass();
        }
    }

    /// <summary>The line of the n-th record, counted from 1; the last line there is where the file has fewer.</summary>
    public long Of(long n)
    {
        while (record < n)
        {
            begun = next;
            if (!Pass())
            {
                break;
            }

            record += countsEmpty || scanner.Record.Length > 0 ? 1 : 0;
        }

        return begun;
    }

    /// <inheritdoc/>
    public void Dispose() => scanner.Dispose();

    private bool Pass()
    {
        if (!scanner.Next())
        {
            return false;
        }

        next += scanner.Record.Count((byte)'\n') + 1;
        return true;
    }
}
