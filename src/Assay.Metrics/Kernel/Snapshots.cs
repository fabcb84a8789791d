using System.Numerics;

namespace Assay.Metrics.Kernel;

/// <summary>
/// The state as it was at the end of each window, for a run of subjects: a row of numbers a subject. Turned to columns it is computed with eight subjects at a time.
/// </summary>
internal sealed unsafe class Snapshots : IDisposable
{
    /// <summary>Subjects of a run: a bit of a word each.</summary>
    public const int Slots = 32;

    /// <summary>Numbers that are turned together.</summary>
    public const int Group = 8;

    private readonly int width;
    private readonly ulong[] marked;
    private readonly Aligned<long> rows;
    private readonly Aligned<long> columns;

    /// <summary>Room for a number of windows, each with so many numbers.</summary>
    public Snapshots(int windows, int numbers)
    {
        width = (numbers + Group - 1) / Group * Group;
        marked = new ulong[windows];
        rows = new Aligned<long>(windows * Slots * width);
        columns = new Aligned<long>(Slots * width);
    }

    /// <summary>A subject's numbers at the end of a window.</summary>
    public long* Of(int window, int slot) => rows.Pointer + (((window * Slots) + slot) * width);

    /// <summary>Starts a run: no subject has rows.</summary>
    public void Start() => marked.AsSpan().Clear();

    /// <summary>Says that a subject has numbers at the ends of windows.</summary>
    public void Mark(uint windows, int slot)
    {
        for (var bits = windows; bits != 0; bits &= bits - 1)
        {
            marked[BitOperations.TrailingZeroCount(bits)] |= 1UL << slot;
        }
    }

    /// <summary>The subjects that have numbers at the end of a window, a bit each.</summary>
    public ulong Marked(int window) => marked[window];

    /// <summary>Turns groups of a window's numbers to columns; those of a subject without rows mean nothing.</summary>
    public long* Turn(int window, ReadOnlySpan<int> groups)
    {
        var from = stackalloc long*[Group];
        for (var slot = 0; slot < Slots; slot += Group)
        {
            if ((byte)(marked[window] >> slot) == 0)
            {
                continue;
            }

            foreach (var group in groups)
            {
                for (var k = 0; k < Group; k++)
                {
                    from[k] = Of(window, slot + k) + (group * Group);
                }

                Transposed.Write(from, Group, columns.Pointer + (group * Group * Slots) + slot, Slots);
            }
        }

        return columns.Pointer;
    }

    public void Dispose()
    {
        rows.Dispose();
        columns.Dispose();
    }
}
