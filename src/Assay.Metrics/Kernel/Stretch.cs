using System.Runtime.InteropServices;

namespace Assay.Metrics.Kernel;

/// <summary>Rows of one subject that lie beside each other, and the windows that end with them.</summary>
/// <param name="From">The first row.</param>
/// <param name="Until">The row after the last; the first again where windows end without further rows.</param>
/// <param name="Slot">The subject's place in its run.</param>
/// <param name="Ends">A bit for each window that ends with these rows: the running state is then that window's.</param>
/// <param name="IsFirst">True for the subject's first rows.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(int From, int Until, int Slot, uint Ends, bool IsFirst);

/// <summary>
/// Stretches in the order of the rows. A cell walks them all at once, so that its state stays in registers from one subject to the next.
/// </summary>
/// <param name="windows">The windows whose ends cut it, a bit each.</param>
internal sealed unsafe class Course(uint windows) : IDisposable
{
    // One more for windows that end before a block's first row, one for those that end after the last.
    private readonly Aligned<Stretch> stretches = new(EventBlock.Most + 2);
    private readonly Aligned<int> firsts = new(EventBlock.Most + 2);
    private int count;
    private int subjects;

    /// <summary>The windows whose ends cut it.</summary>
    public uint Windows => windows;

    /// <summary>The stretches.</summary>
    public ReadOnlySpan<Stretch> Stretches => new(stretches.Pointer, count);

    /// <summary>Subjects that have stretches; the first may go on from the block before.</summary>
    public int Subjects => subjects;

    /// <summary>A subject's stretches, in the order of the subjects.</summary>
    public ReadOnlySpan<Stretch> Of(int subject)
    {
        var from = firsts.Pointer[subject];
        return new(stretches.Pointer + from, (subject + 1 < subjects ? firsts.Pointer[subject + 1] : count) - from);
    }

    /// <summary>True where all of a subject's rows lie in its stretches, so that nothing of it need be kept.</summary>
    public bool IsWhole(ReadOnlySpan<Stretch> subject) => subject[0].IsFirst && subject[^1].Ends > windows >> 1;

    /// <summary>Starts anew.</summary>
    public void Clear() => (count, subjects) = (0, 0);

    /// <summary>Adds rows.</summary>
    public void Add(Stretch next)
    {
        if (next.IsFirst || count == 0)
        {
            firsts.Pointer[subjects++] = count;
        }

        stretches.Pointer[count++] = next;
    }

    /// <summary>Ends windows of the subject in a slot, after the rows that it has so far, before a row.</summary>
    public void End(uint ends, int slot, int row)
    {
        if (count > 0 && stretches.Pointer[count - 1] is var last && last.Slot == slot)
        {
            stretches.Pointer[count - 1] = last with { Ends = last.Ends | ends };
        }
        else
        {
            Add(new Stretch(row, row, slot, ends, false));
        }
    }

    /// <summary>Takes another course without the ends of windows that are none of this one's.</summary>
    public void Take(Course finer)
    {
        Clear();
        var isOpen = false;
        foreach (ref readonly var next in finer.Stretches)
        {
            var ends = next.Ends & windows;
            if (isOpen && !next.IsFirst && stretches.Pointer[count - 1] is var last && last.Slot == next.Slot)
            {
                stretches.Pointer[count - 1] = last with { Until = next.Until, Ends = ends };
            }
            else
            {
                Add(next with { Ends = ends });
            }

            isOpen = ends == 0;
        }
    }

    public void Dispose()
    {
        stretches.Dispose();
        firsts.Dispose();
    }
}
