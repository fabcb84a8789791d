using System.Numerics;
using System.Runtime.Intrinsics;

namespace Assay.Metrics.Kernel;

/// <summary>Cuts a block's rows where subjects and windows end. A subject goes on from one block to the next.</summary>
internal sealed unsafe class CutStretches(int windows, Snapshots snapshots) : IDisposable
{
    private readonly long[] starts = new long[windows];
    private readonly Aligned<ulong> borders = new(Selections.Words);
    private uint subject;
    private int window;
    private bool isOpen;

    /// <summary>Begins with windows' starts, the narrowest window's first.</summary>
    public void Begin(ReadOnlySpan<long> newStarts)
    {
        newStarts.CopyTo(starts);
        isOpen = false;
    }

    /// <summary>Takes a block: finds its rows that begin a subject, a bit each.</summary>
    public void Take(EventBlock block)
    {
        var subjects = (uint*)block.Subject;
        borders.Clear();
        var i = 1;
        for (; i + Vector512<uint>.Count <= block.Count; i += Vector512<uint>.Count)
        {
            var differ = ~Vector512.Equals(Vector512.Load(subjects + i), Vector512.Load(subjects + i - 1)).ExtractMostSignificantBits() & 0xFFFF;
            borders.Pointer[i >> 6] |= differ << (i & 63);
            borders.Pointer[(i + Vector512<uint>.Count - 1) >> 6] |= (i & 63) > 48 ? differ >> (64 - (i & 63)) : 0;
        }

        for (; i < block.Count; i++)
        {
            borders.Pointer[i >> 6] |= (subjects[i] != subjects[i - 1] ? 1UL : 0) << (i & 63);
        }
    }

    /// <summary>Cuts rows up to a subject's last.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="from">The first of them.</param>
    /// <param name="first">The first subject of the run.</param>
    /// <param name="last">The last one.</param>
    /// <param name="into">The course.</param>
    /// <returns>The row of the next subject's, or their count.</returns>
    public int Run(EventBlock block, int from, uint first, uint last, Course into)
    {
        var subjects = (uint*)block.Subject;
        var times = (long*)block.At;
        var i = from;
        while (i < block.Count && subjects[i] <= last)
        {
            var isFirst = !isOpen || subjects[i] != subject;
            if (isFirst)
            {
                Close(into, first, i);
                (subject, window, isOpen) = (subjects[i], 0, true);
            }

            var ended = window;
            while (window < starts.Length && times[i] < starts[window])
            {
                window++;
            }

            if (!isFirst)
            {
                End(into, ended, first, i);
            }

            i = window == starts.Length ? Border(i, block.Count) : AddRows(block, i, first, isFirst, into);
        }

        return i;
    }

    /// <summary>Ends the subject under way, before a row; false where there is none.</summary>
    public bool Close(Course into, uint first, int row)
    {
        if (!isOpen)
        {
            return false;
        }

        var ended = window;
        window = starts.Length;
        End(into, ended, first, row);
        isOpen = false;
        return true;
    }

    private void End(Course into, int ended, uint first, int row)
    {
        var ends = (1u << window) - (1u << ended);
        if (ends != 0)
        {
            var slot = (int)(subject - first);
            into.End(ends, slot, row);
            snapshots.Mark(ends, slot);
        }
    }

    private int AddRows(EventBlock block, int from, uint first, bool isFirst, Course into)
    {
        var until = Within((long*)block.At, from + 1, Border(from, block.Count), starts[window]);
        into.Add(new Stretch(from, until, (int)(subject - first), 0, isFirst));
        return until;
    }

    // The first row that is older than a window; times only descend.
    private static int Within(long* times, int from, int until, long start)
    {
        if (times[until - 1] >= start)
        {
            return until;
        }

        var i = from;
        for (; i + Vector512<long>.Count <= until; i += Vector512<long>.Count)
        {
            if (Vector512.LessThan(Vector512.Load(times + i), Vector512.Create(start)).ExtractMostSignificantBits() is var older and not 0)
            {
                return i + BitOperations.TrailingZeroCount(older);
            }
        }

        while (times[i] >= start)
        {
            i++;
        }

        return i;
    }

    // The first row after one that begins a subject, or the count of rows.
    private int Border(int row, int count)
    {
        var next = row + 1;
        var w = next >> 6;
        if (next >= count)
        {
            return count;
        }

        var word = borders.Pointer[w] & (ulong.MaxValue << (next & 63));
        while (word == 0)
        {
            if (++w << 6 >= count)
            {
                return count;
            }

            word = borders.Pointer[w];
        }

        return (w << 6) + BitOperations.TrailingZeroCount(word);
    }

    public void Dispose() => borders.Dispose();
}
