using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Merges one subject's sorted and fresh rows after another into blocks, keys as ordinals.</summary>
internal sealed unsafe class MergeRows : IDisposable
{
    private readonly StreamPlan plan;
    private readonly KeyOrdinals?[] ordinals;
    private readonly List<Row> sorted = [];
    private readonly List<Row> fresh = [];
    private readonly List<long> values = [];
    private readonly nint[] columns;
    private readonly EventBlock block;
    private readonly uint* subjects;
    private readonly long* times;
    private readonly long* from;
    private readonly long* until;
    private int takenSorted;
    private int takenFresh;

    public MergeRows(StreamPlan plan, bool asKnown)
    {
        this.plan = plan;
        ordinals = [.. plan.Columns.Select(c => c.Kind == FieldKind.Key ? new KeyOrdinals() : null)];
        columns = [.. plan.Columns.Select(_ => Allocate())];
        subjects = (uint*)Allocate();
        times = (long*)Allocate();
        from = (long*)Allocate();
        until = (long*)Allocate();
        block = new EventBlock(columns.Length)
        {
            Subject = (nint)subjects, At = (nint)times, KnownFrom = asKnown ? (nint)from : 0, KnownUntil = asKnown ? (nint)until : 0,
        };
        columns.CopyTo(block.Columns, 0);
    }

    /// <summary>The subject that rows are taken for.</summary>
    public uint Subject { get; private set; }

    /// <summary>True while a subject's rows are taken.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Rows that the block has room for.</summary>
    public int Room => EventBlock.Most - block.Count;

    /// <summary>Bytes of a stored value.</summary>
    public static int Width(FieldKind kind) => kind switch
    {
        FieldKind.Code => sizeof(byte),
        FieldKind.Key => sizeof(uint),
        _ => sizeof(long),
    };

    /// <summary>Begins a subject.</summary>
    public void Open(uint subject)
    {
        (Subject, IsOpen, takenSorted, takenFresh) = (subject, true, 0, 0);
        sorted.Clear();
        fresh.Clear();
        values.Clear();
    }

    /// <summary>Takes rows that stand sorted; their keys' hashes follow the fields.</summary>
    public void AddSorted(IRows rows, int first, int end)
    {
        for (var row = first; row < end; row++)
        {
            sorted.Add(Read(rows, row));
            var hash = StreamSql.Leading + plan.Columns.Count;
            for (var c = 0; c < columns.Length; c++)
            {
                values.Add(plan.Columns[c].Kind == FieldKind.Key ? (long)rows.Values<ulong>(hash++)[row] : Value(rows, c, row));
            }
        }
    }

    /// <summary>Takes a row that came since; its keys are hashes.</summary>
    public void AddFresh(IRows rows, int row)
    {
        fresh.Add(Read(rows, row));
        for (var c = 0; c < columns.Length; c++)
        {
            values.Add(plan.Columns[c].Kind == FieldKind.Key ? (long)rows.Values<ulong>(StreamSql.Leading + c)[row] : Value(rows, c, row));
        }
    }

    /// <summary>Says that the subject has no more rows.</summary>
    public void Close()
    {
        IsOpen = false;
        foreach (var keys in ordinals)
        {
            keys?.Clear();
        }
    }

    /// <summary>Copies rows of subjects that have no fresh ones; there must be room.</summary>
    public void Copy(IRows rows, int first, int end)
    {
        var count = end - first;
        rows.Values<uint>(0).Slice(first, count).CopyTo(new Span<uint>(subjects + block.Count, count));
        rows.Values<long>(1).Slice(first, count).CopyTo(new Span<long>(times + block.Count, count));
        rows.Values<long>(3).Slice(first, count).CopyTo(new Span<long>(from + block.Count, count));
        rows.Values<long>(4).Slice(first, count).CopyTo(new Span<long>(until + block.Count, count));
        for (var c = 0; c < columns.Length; c++)
        {
            var (kind, width) = (plan.Columns[c].Kind, Width(plan.Columns[c].Kind));
            var source = StoreEvents.Address(rows, StreamSql.Leading + c, kind) + (first * width);
            Buffer.MemoryCopy((void*)source, (void*)(columns[c] + (block.Count * width)), count * width, count * width);
        }

        block.Count += count;
    }

    /// <summary>Blocks that are full, of what was copied and of a subject that was closed.</summary>
    public IEnumerable<EventBlock> Full()
    {
        while (Fill())
        {
            yield return block;
            block.Count = 0;
        }
    }

    /// <summary>The block that is not full, if it has rows.</summary>
    public IEnumerable<EventBlock> Rest()
    {
        if (block.Count > 0)
        {
            yield return block;
            block.Count = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(columns, c => NativeMemory.AlignedFree((void*)c));
        NativeMemory.AlignedFree(subjects);
        NativeMemory.AlignedFree(times);
        NativeMemory.AlignedFree(from);
        NativeMemory.AlignedFree(until);
    }

    // Moves rows of the closed subject into the block; true when it is full.
    private bool Fill()
    {
        while (!IsOpen && Room > 0 && takenSorted + takenFresh < sorted.Count + fresh.Count)
        {
            var isSorted = takenFresh == fresh.Count || (takenSorted < sorted.Count && sorted[takenSorted].IsBefore(fresh[takenFresh]));
            Write(isSorted ? sorted[takenSorted++] : fresh[takenFresh++]);
        }

        return Room == 0;
    }

    private void Write(Row row)
    {
        var at = block.Count++;
        (subjects[at], times[at], from[at], until[at]) = (Subject, row.At, row.From, row.Until);
        for (var c = 0; c < columns.Length; c++)
        {
            var value = values[row.Values + c];
            switch (plan.Columns[c].Kind)
            {
                case FieldKind.Code:
                    ((byte*)columns[c])[at] = (byte)value;
                    break;
                case FieldKind.Key:
                    ((uint*)columns[c])[at] = ordinals[c]!.Of((ulong)value);
                    break;
                default:
                    ((long*)columns[c])[at] = value;
                    break;
            }
        }
    }

    private Row Read(IRows rows, int row) =>
        new(rows.Values<long>(1)[row], rows.Values<ulong>(2)[row], rows.Values<long>(3)[row], rows.Values<long>(4)[row], values.Count);

    private long Value(IRows rows, int column, int row) => plan.Columns[column].Kind == FieldKind.Code
        ? rows.Values<byte>(StreamSql.Leading + column)[row]
        : rows.Values<long>(StreamSql.Leading + column)[row];

    private static nint Allocate() => (nint)NativeMemory.AlignedAlloc(EventBlock.Most * sizeof(long), 64);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(long At, ulong Tie, long From, long Until, int Values)
    {
        // Stored order within a subject: newest first, ties by hash, versions by when they were known.
        public bool IsBefore(Row other) => At != other.At ? At > other.At : Tie != other.Tie ? Tie < other.Tie : From < other.From;
    }
}
