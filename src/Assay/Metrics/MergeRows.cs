using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Fills blocks with sorted rows and, subject by subject, with the fresh rows that come between them; the keys of such a subject are numbered anew. Only fresh
/// rows are held.
/// </summary>
internal sealed unsafe class MergeRows : IDisposable
{
    private readonly IReadOnlyList<MergedColumn> merged;
    private readonly KeyOrdinals?[] ordinals;
    private readonly List<Row> fresh = [];
    private readonly List<long> values = [];
    private readonly nint[] columns;
    private readonly EventBlock block;
    private readonly uint* subjects;
    private readonly long* times;
    private readonly long* from;
    private readonly long* until;
    private int taken;

    public MergeRows(IReadOnlyList<MergedColumn> merged, bool asKnown)
    {
        this.merged = merged;
        ordinals = [.. merged.Select(c => c.Kind == FieldKind.Key ? new KeyOrdinals() : null)];
        columns = [.. merged.Select(_ => Allocate())];
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

    /// <summary>The subject that is merged.</summary>
    public uint Subject { get; private set; }

    /// <summary>True while a subject is merged.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>True when the block has to be handed out before anything is added.</summary>
    public bool IsFull => Room == 0;

    private int Room => EventBlock.Most - block.Count;

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
        (Subject, IsOpen, taken) = (subject, true, 0);
        fresh.Clear();
        values.Clear();
        foreach (var keys in ordinals)
        {
            keys?.Clear();
        }
    }

    /// <summary>Takes a row that came since; its keys are hashes. A subject's come in stored order, and before its sorted rows.</summary>
    public void AddFresh(IRows rows, int row)
    {
        fresh.Add(Read(rows, row));
        for (var c = 0; c < columns.Length; c++)
        {
            var column = StreamSql.Leading + c;
            values.Add(merged[c].Kind switch
            {
                FieldKind.Code => rows.Values<byte>(column)[row],
                FieldKind.Key => (long)rows.Values<ulong>(column)[row],
                _ => rows.Values<long>(column)[row],
            });
        }
    }

    /// <summary>Merges sorted rows of the subject with its fresh ones; their keys' hashes follow the fields. Returns the row that comes next, before the end where the block is full.</summary>
    public int AddSorted(IRows rows, int first, int end)
    {
        var at = rows.Values<long>(1);
        var ties = rows.Values<ulong>(2);
        var known = rows.Values<long>(3);
        while (first < end && !IsFull)
        {
            var most = Math.Min(end, first + Room);
            var run = first;
            while (run < most && (taken == fresh.Count || fresh[taken].IsAfter(at[run], ties[run], known[run])))
            {
                run++;
            }

            Copy(rows, first, run, numbered: true);
            first = run;
            if (first < most)
            {
                Write(fresh[taken++]);
            }
        }

        return first;
    }

    /// <summary>Writes what is left of the subject; it stays open where the block is full before.</summary>
    public void Close()
    {
        while (taken < fresh.Count && !IsFull)
        {
            Write(fresh[taken++]);
        }

        IsOpen = taken < fresh.Count;
    }

    /// <summary>Copies rows of subjects that have no fresh ones. Returns the row that comes next.</summary>
    public int Copy(IRows rows, int first, int end)
    {
        end = Math.Min(end, first + Room);
        Copy(rows, first, end, numbered: false);
        return end;
    }

    /// <summary>The block, whatever it holds; it is empty when the next is asked for.</summary>
    public IEnumerable<EventBlock> HandOut()
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

    private void Copy(IRows rows, int first, int end, bool numbered)
    {
        var count = end - first;
        if (count == 0)
        {
            return;
        }

        rows.Values<uint>(0).Slice(first, count).CopyTo(new Span<uint>(subjects + block.Count, count));
        rows.Values<long>(1).Slice(first, count).CopyTo(new Span<long>(times + block.Count, count));
        rows.Values<long>(3).Slice(first, count).CopyTo(new Span<long>(from + block.Count, count));
        rows.Values<long>(4).Slice(first, count).CopyTo(new Span<long>(until + block.Count, count));
        var hash = StreamSql.Leading + columns.Length;
        for (var c = 0; c < columns.Length; c++)
        {
            var (kind, width) = (merged[c].Kind, Width(merged[c].Kind));
            if (kind == FieldKind.Key && numbered)
            {
                Number(rows.Values<ulong>(hash++).Slice(first, count), (uint*)columns[c] + block.Count, ordinals[c]!);
                continue;
            }

            var source = StoreEvents.Address(rows, StreamSql.Leading + c, kind) + (first * width);
            Buffer.MemoryCopy((void*)source, (void*)(columns[c] + (block.Count * width)), count * width, count * width);
        }

        block.Count += count;
    }

    private static void Number(ReadOnlySpan<ulong> hashes, uint* into, KeyOrdinals ordinals)
    {
        foreach (var hash in hashes)
        {
            *into++ = ordinals.Of(hash);
        }
    }

    private void Write(Row row)
    {
        var at = block.Count++;
        (subjects[at], times[at], from[at], until[at]) = (Subject, row.At, row.From, row.Until);
        for (var c = 0; c < columns.Length; c++)
        {
            var value = values[row.Values + c];
            switch (merged[c].Kind)
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

    private static nint Allocate() => (nint)NativeMemory.AlignedAlloc(EventBlock.Most * sizeof(long), 64);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(long At, ulong Tie, long From, long Until, int Values)
    {
        // Stored order within a subject: newest first, ties by hash, versions by when they were known.
        public bool IsAfter(long at, ulong tie, long from) => At != at ? At < at : Tie != tie ? Tie > tie : From > from;
    }
}
