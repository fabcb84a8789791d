using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>The rows of a run of subjects as records, those of a subject side by side.</summary>
internal sealed unsafe class SubjectRecords : IDisposable
{
    // So many records and their rows' columns stay in a core's first cache while one column after the other is copied.
    private const int AtOnce = 128;

    private readonly RecordLayout layout;
    private readonly uint first;
    private readonly int[] starts;
    private readonly int[] next;
    private readonly byte* records;
    private SortKey[] keys = [];
    private int sorted;
    private int taken;

    /// <summary>Room for them.</summary>
    /// <param name="layout">What a record is.</param>
    /// <param name="first">The first subject.</param>
    /// <param name="counts">How many rows each has, from the first on.</param>
    public SubjectRecords(RecordLayout layout, uint first, ReadOnlySpan<int> counts)
    {
        (this.layout, this.first) = (layout, first);
        starts = new int[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            starts[i + 1] = checked(starts[i] + counts[i]);
        }

        next = starts[..^1];
        records = (byte*)NativeMemory.AlignedAlloc((nuint)starts[^1] * (nuint)layout.Stride, 64);
    }

    /// <summary>Puts rows down among those of their subjects. Columns are a subject's number, a time, a tie, and when the row was known.</summary>
    public void Put(IRows rows)
    {
        Span<nint> places = stackalloc nint[AtOnce];
        for (var from = 0; from < rows.Count; from += AtOnce)
        {
            var here = places[..Math.Min(AtOnce, rows.Count - from)];
            var subjects = rows.Values<uint>(0)[from..];
            for (var i = 0; i < here.Length; i++)
            {
                here[i] = Record(next[subjects[i] - first]++);
            }

            for (var column = 0; column < rows.Columns.Count; column++)
            {
                layout.Put(rows, column, from, here);
            }
        }
    }

    /// <summary>Sorts a subject's records, which <see cref="Take"/> then hands out.</summary>
    public void Open(uint subject)
    {
        var (start, end) = (starts[subject - first], starts[subject - first + 1]);
        (taken, sorted) = (0, end - start);
        if (keys.Length < sorted)
        {
            keys = new SortKey[Math.Max(sorted, keys.Length * 2)];
        }

        for (var i = 0; i < sorted; i++)
        {
            var record = Record(start + i);
            keys[i] = new SortKey(*(long*)(record + layout.Offset(SortRows.At)), record);
        }

        if (sorted > 1)
        {
            keys.AsSpan(0, sorted).Sort(new StoredOrder(layout.Offset(SortRows.Tie), layout.Offset(SortRows.KnownFrom)));
        }
    }

    /// <summary>The places of the subject's next records, in stored order; how many there are, 0 after the last.</summary>
    public int Take(Span<nint> into)
    {
        var count = Math.Min(into.Length, sorted - taken);
        for (var i = 0; i < count; i++)
        {
            into[i] = keys[taken++].Record;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(records);

    private nint Record(int row) => (nint)(records + ((nint)row * layout.Stride));

    /// <summary>Newest first; ties by their number, versions of an event by when they were known.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct StoredOrder(int tie, int knownFrom) : IComparer<SortKey>
    {
        public int Compare(SortKey x, SortKey y)
        {
            if (x.At != y.At)
            {
                return y.At.CompareTo(x.At);
            }

            var byTie = (*(ulong*)(x.Record + tie)).CompareTo(*(ulong*)(y.Record + tie));
            return byTie != 0 ? byTie : (*(long*)(x.Record + knownFrom)).CompareTo(*(long*)(y.Record + knownFrom));
        }
    }

    /// <summary>A record's time and place.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SortKey(long At, nint Record);
}
