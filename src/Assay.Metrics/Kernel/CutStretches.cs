namespace Assay.Metrics.Kernel;

/// <summary>Cuts a block's rows where subjects and windows end. A subject goes on from one block to the next.</summary>
internal sealed unsafe class CutStretches(int windows, Snapshots snapshots)
{
    private readonly long[] starts = new long[windows];
    private uint subject;
    private int window;
    private bool isOpen;

    /// <summary>Begins with windows' starts, the narrowest window's first.</summary>
    public void Begin(ReadOnlySpan<long> newStarts)
    {
        newStarts.CopyTo(starts);
        isOpen = false;
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

            i = window == starts.Length ? Next(subjects, i, block.Count) : AddRows(block, i, first, isFirst, into);
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
        var subjects = (uint*)block.Subject;
        var times = (long*)block.At;
        var start = starts[window];
        var i = from + 1;
        while (i < block.Count && subjects[i] == subject && times[i] >= start)
        {
            i++;
        }

        into.Add(new Stretch(from, i, (int)(subject - first), 0, isFirst));
        return i;
    }

    private static int Next(uint* subjects, int from, int count)
    {
        var i = from + 1;
        while (i < count && subjects[i] == subjects[from])
        {
            i++;
        }

        return i;
    }
}
