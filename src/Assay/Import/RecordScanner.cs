namespace Assay.Import;

/// <summary>What is wrong with a record of a text file.</summary>
internal enum RecordFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A quote opens and does not close, or something other than a delimiter follows where it closes.</summary>
    Quote,

    /// <summary>Longer than <see cref="RecordScanner.Longest"/>.</summary>
    TooLong,
}

/// <summary>
/// Cuts a text file into records as the engine does (RFC 4180; a quote within an unquoted value is a letter; spaces may stand around
/// quotes; LF, CR LF and CR end a record, mixed or not). Holds one record at a time, so that no file needs more memory than that.
/// </summary>
internal sealed class RecordScanner : IDisposable
{
    /// <summary>Most bytes of a record; the engine takes no more.</summary>
    public const int Longest = 2_000_000;

    private readonly FileStream stream;
    private readonly byte[] buffer = new byte[2 * (Longest + 2)];
    private readonly int delimiter;
    private readonly byte[] head = new byte[4096];
    private int start;
    private int filled;

    /// <summary>Begins at the start of the file, after a byte order mark.</summary>
    /// <param name="path">The unpacked file.</param>
    /// <param name="delimiter">What separates values; null where a line is a record and a quote a letter.</param>
    public RecordScanner(string path, char? delimiter)
    {
        stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        this.delimiter = delimiter ?? -1;
        if (Has(2) && buffer.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            start = 3;
        }
    }

    /// <summary>The record's bytes without the end of its line; of a faulty one its first line, of one that is too long its first bytes.</summary>
    public ReadOnlySpan<byte> Record => Fault == RecordFault.TooLong ? head : buffer.AsSpan(start, Length);

    /// <summary>What is wrong with it.</summary>
    public RecordFault Fault { get; private set; }

    /// <summary>How many values it has.</summary>
    public int Values { get; private set; }

    /// <summary>True where the last of the values is empty, as after a delimiter at the line's end.</summary>
    public bool EndsEmpty { get; private set; }

    /// <summary>Bytes of the record, all of them where it is too long to be held.</summary>
    public long FullLength { get; private set; }

    private int Length { get; set; }

    private int Taken { get; set; }

    /// <summary>Moves to the next record; false at the end of the file. What follows the first line of a faulty record is the next one.</summary>
    public bool Next()
    {
        start += Taken;
        Taken = 0;
        if (!Has(0))
        {
            return false;
        }

        var end = delimiter < 0 ? FindLineEnd() : FindRecordEnd();
        if (Fault != RecordFault.None)
        {
            end = FindLineEnd();
        }

        Length = end;
        FullLength = end;
        if (end == Longest && Has(end) && !IsLineEnd(end))
        {
            buffer.AsSpan(start, head.Length).CopyTo(head);
            Fault = RecordFault.TooLong;
            FullLength = 0;
            PassLine();
            return true;
        }

        Taken = end + LineEnd(end);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private int FindLineEnd()
    {
        Fault = delimiter < 0 ? RecordFault.None : Fault;
        var end = 0;
        while (end < Longest && Has(end))
        {
            var seen = buffer.AsSpan(start + end, Math.Min(filled - start, Longest) - end);
            var at = seen.IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
            {
                return end + at;
            }

            end += seen.Length;
        }

        return end;
    }

    private int FindRecordEnd()
    {
        Fault = RecordFault.None;
        Values = 1;
        var (begins, quoted, closedAt) = (true, false, -1);
        var i = 0;
        for (; i < Longest && Has(i); i++)
        {
            var letter = buffer[start + i];
            if (letter == '"' && (quoted || begins || closedAt == i - 1))
            {
                // Right after a closing quote another one is a letter of the value, which goes on.
                (quoted, closedAt, begins) = quoted ? (false, i, false) : (true, -1, false);
            }
            else if (quoted)
            {
                continue;
            }
            else if (letter == delimiter)
            {
                Values++;
                (begins, closedAt) = (true, -1);
            }
            else if (letter is (byte)'\n' or (byte)'\r')
            {
                break;
            }
            else if (closedAt >= 0 && letter != ' ')
            {
                Fault = RecordFault.Quote;
                return 0;
            }
            else
            {
                begins = begins && letter == ' ';
            }
        }

        EndsEmpty = i > 0 && buffer[start + i - 1] == delimiter;
        Fault = quoted ? RecordFault.Quote : RecordFault.None;
        return i;
    }

    // Lets go of the rest of a line that is too long to be held.
    private void PassLine()
    {
        while (Has(0))
        {
            var seen = buffer.AsSpan(start, filled - start);
            var at = seen.IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
            {
                FullLength += at;
                start += at;
                start += LineEnd(0);
                break;
            }

            FullLength += seen.Length;
            start = filled;
        }
    }

    private bool IsLineEnd(int at) => buffer[start + at] is (byte)'\n' or (byte)'\r';

    private int LineEnd(int at)
    {
        if (!Has(at) || !IsLineEnd(at))
        {
            return 0;
        }

        return buffer[start + at] == '\r' && Has(at + 1) && buffer[start + at + 1] == '\n' ? 2 : 1;
    }

    // True where the file has a byte at that place after the record's start; reads on to get it.
    private bool Has(int at)
    {
        if (start + at < filled)
        {
            return true;
        }

        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = 0;
        }

        while (at >= filled)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }
}
