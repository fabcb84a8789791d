namespace Assay.Monitor;

/// <summary>Cuts an input into lines; holds little where little comes at a time, and at most two of the longest lines.</summary>
internal sealed class CutLines
{
    private const int Least = 1 << 16;
    private const int Most = 2 * EventLine.Longest;

    private byte[] buffer = new byte[Least];
    private int start;
    private int filled;
    private long number;
    private long passed;
    private bool isEnd;

    /// <summary>Where more of the input goes.</summary>
    public Memory<byte> Free => buffer.AsMemory(filled);

    /// <summary>So many bytes were put there; none is the input's end.</summary>
    public void Took(int bytes)
    {
        filled += bytes;
        isEnd = bytes == 0;
    }

    /// <summary>Adds whole lines to a batch; true where the batch is full and more of them are here.</summary>
    public bool Fill(EventBatch batch)
    {
        while (!batch.IsFull)
        {
            var rest = buffer.AsSpan(start, filled - start);
            var end = rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                Wait(batch);
                return false;
            }

            Add(batch, rest[..end]);
            start += end + 1;
        }

        return true;
    }

    private void Add(EventBatch batch, ReadOnlySpan<byte> line)
    {
        number++;
        if (passed + line.Length > EventLine.Longest)
        {
            batch.AddTooLong(passed + line.Length, number);
        }
        else
        {
            batch.Add(line, number);
        }

        passed = 0;
    }

    // What is left has no end yet: it is the last line, or too long to be held, or waits for more.
    private void Wait(EventBatch batch)
    {
        var rest = buffer.AsSpan(start, filled - start);
        if (isEnd)
        {
            if (rest.Length + passed > 0)
            {
                Add(batch, rest);
            }

            (start, filled) = (0, 0);
            return;
        }

        if (passed + rest.Length > EventLine.Longest)
        {
            passed += rest.Length;
            (start, filled) = (0, 0);
            return;
        }

        var isCrowded = filled == buffer.Length && buffer.Length < Most;
        var into = isCrowded ? new byte[2 * buffer.Length] : buffer;
        rest.CopyTo(into);
        (buffer, start, filled) = (into, 0, rest.Length);
    }
}
