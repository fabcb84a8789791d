using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>
/// Events of tables in no order, sorted as the store's are and copied to memory as they come, keys as ordinals within their subject: what a first question to a feed
/// costs that nobody sorted before.
/// </summary>
internal sealed class ColdEvents : IEventSource, IDisposable
{
    private readonly ConcurrentDictionary<string, SortedStream> streams = new(StringComparer.Ordinal);

    /// <summary>Sorts the columns that plans read.</summary>
    public ColdEvents(IWarehouse session, Catalogue catalogue, SellerEvents events)
    {
        // The largest first, so that none is left alone at the end; each through a session of its own.
        var plans = CompileStream.Run(catalogue, FillStore.Subject).OrderByDescending(p => events.Streams[p.Stream.Name].Rows);
        Parallel.ForEach(Partitioner.Create(plans, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = 2 }, plan =>
        {
            using var own = session.Connect();
            streams[plan.Stream.Name] = new SortedStream(own, plan, events.Streams[plan.Stream.Name].Rows, events.Sellers);
        });
    }

    /// <inheritdoc/>
    public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last) => streams[plan.Stream.Name].Read(first, last);

    public void Dispose()
    {
        foreach (var stream in streams.Values)
        {
            stream.Dispose();
        }
    }
}

/// <summary>One stream's sorted columns.</summary>
internal sealed unsafe class SortedStream : IDisposable
{
    private const int Leading = SortRows.KnownFrom + 1;

    // As the store's own sort has it.
    private const long Memory = 1L << 30;

    private readonly IReadOnlyList<EventField> fields;
    private readonly nint[] columns;
    private readonly int[] starts;
    private readonly KeyOrdinals?[] ordinals;
    private uint last;

    public SortedStream(IWarehouse session, StreamPlan plan, int rows, int subjects)
    {
        fields = plan.Columns;
        columns = [New(rows, sizeof(uint)), New(rows, sizeof(long)), .. fields.Select(f => New(rows, Columns.Width(f)))];
        starts = new int[subjects + 2];
        ordinals = [.. fields.Select(f => f.Kind == FieldKind.Key ? new KeyOrdinals() : null)];
        (string, int)[] read = [("at", sizeof(long)), ("tie", sizeof(long)), ("known_from", sizeof(long)), .. fields.Select(f => (f.Name, f.Kind == FieldKind.Code ? sizeof(byte) : sizeof(long)))];
        using var sorted = new SortRows(session, FillStore.Unsorted(plan.Stream), read, Memory);
        var from = 0;
        var isFirst = new bool[EventBlock.Most];
        foreach (var _ in sorted.Batches())
        {
            Copy(sorted, from, isFirst);
            from += sorted.Count;
        }

        starts.AsSpan((int)last + 1).Fill(from);
    }

    public IEnumerable<EventBlock> Read(uint first, uint until)
    {
        var block = new EventBlock(fields.Count);
        for (var from = starts[first]; from < starts[until + 1]; from += EventBlock.Most)
        {
            block.Count = Math.Min(EventBlock.Most, starts[until + 1] - from);
            block.Subject = columns[0] + ((nint)from * sizeof(uint));
            block.At = columns[1] + ((nint)from * sizeof(long));
            for (var c = 0; c < fields.Count; c++)
            {
                block.Columns[c] = columns[c + 2] + ((nint)from * Columns.Width(fields[c]));
            }

            yield return block;
        }
    }

    public void Dispose()
    {
        foreach (var column in columns)
        {
            NativeMemory.Free((void*)column);
        }
    }

    private static nint New(int rows, int width) => (nint)NativeMemory.Alloc((nuint)Math.Max(rows, 1), (nuint)width);

    private void Copy(SortRows sorted, int from, bool[] isFirst)
    {
        var subjects = sorted.Values<uint>(0);
        for (var i = 0; i < subjects.Length; i++)
        {
            isFirst[i] = subjects[i] != last;
            if (isFirst[i])
            {
                starts.AsSpan((int)last + 1, (int)(subjects[i] - last)).Fill(from + i);
                last = subjects[i];
            }
        }

        Put(subjects, 0, from);
        Put(sorted.Values<long>(1), 1, from);
        for (var c = 0; c < fields.Count; c++)
        {
            switch (fields[c].Kind)
            {
                case FieldKind.Code:
                    Put(sorted.Values<byte>(c + Leading), c + 2, from);
                    break;
                case FieldKind.Key:
                    Number(sorted.Values<ulong>(c + Leading), (uint*)columns[c + 2] + from, ordinals[c]!, isFirst);
                    break;
                default:
                    Put(sorted.Values<long>(c + Leading), c + 2, from);
                    break;
            }
        }
    }

    private void Put<T>(ReadOnlySpan<T> values, int column, int from)
        where T : unmanaged => values.CopyTo(new Span<T>((T*)columns[column] + from, values.Length));

    private static void Number(ReadOnlySpan<ulong> keys, uint* numbered, KeyOrdinals ordinals, bool[] isFirst)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (isFirst[i])
            {
                ordinals.Clear();
            }

            numbered[i] = ordinals.Of(keys[i]);
        }
    }
}
