using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>One event, a row at a time: for tests of a catalogue and for what arrives live. The store hands out columns.</summary>
/// <param name="Subject">Its subject's number, from 1.</param>
/// <param name="At">Its time in microseconds since 1970.</param>
/// <param name="Tie">Orders events of the same time.</param>
/// <param name="KnownFrom">From when it is known.</param>
/// <param name="KnownUntil">Until when: <see cref="long.MaxValue"/> for still.</param>
/// <param name="Fields">Its fields in the stream's order, in stored form: a code's byte, a key's number within the subject, a number; null for none.</param>
public sealed record EventRow(uint Subject, long At, ulong Tie, long KnownFrom, long KnownUntil, IReadOnlyList<long?> Fields);

/// <summary>Events in the store's order, handed out in blocks.</summary>
public sealed unsafe class EventRows : IDisposable
{
    private readonly EventRow[] rows;
    private readonly StreamPlan plan;
    private readonly int[] places;
    private readonly Aligned<long>[] columns;

    /// <summary>Sorts events by subject, newest first, ties by <see cref="EventRow.Tie"/>.</summary>
    public EventRows(StreamPlan plan, IEnumerable<EventRow> events)
    {
        this.plan = plan;
        rows = [.. events.OrderBy(e => e.Subject).ThenByDescending(e => e.At).ThenBy(e => e.Tie)];
        var fields = plan.Stream.Fields.ToList();
        places = [.. plan.Columns.Select(c => fields.IndexOf(c))];
        columns = [.. Enumerable.Range(0, plan.Columns.Count + 4).Select(_ => new Aligned<long>(EventBlock.Most))];
    }

    /// <summary>The events in blocks; each lives until the next.</summary>
    /// <param name="size">Chooses a block's size, 1 to <see cref="EventBlock.Most"/>, which it is without.</param>
    public IEnumerable<EventBlock> Blocks(Func<int>? size = null)
    {
        for (var from = 0; from < rows.Length;)
        {
            var count = Math.Min(rows.Length - from, size?.Invoke() ?? EventBlock.Most);
            yield return Block(rows.AsSpan(from, count));
            from += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in columns)
        {
            column.Dispose();
        }
    }

    private EventBlock Block(ReadOnlySpan<EventRow> events)
    {
        var fixedColumns = columns.AsSpan(plan.Columns.Count);
        for (var i = 0; i < events.Length; i++)
        {
            ((uint*)fixedColumns[0].Pointer)[i] = events[i].Subject;
            fixedColumns[1].Pointer[i] = events[i].At;
            fixedColumns[2].Pointer[i] = events[i].KnownFrom;
            fixedColumns[3].Pointer[i] = events[i].KnownUntil;
        }

        var block = new EventBlock(plan.Columns.Count)
        {
            Count = events.Length,
            Subject = (nint)fixedColumns[0].Pointer,
            At = (nint)fixedColumns[1].Pointer,
            KnownFrom = (nint)fixedColumns[2].Pointer,
            KnownUntil = (nint)fixedColumns[3].Pointer,
        };
        foreach (var (c, field) in plan.Columns.Index())
        {
            block.Columns[c] = (nint)columns[c].Pointer;
            Fill(field.Kind, places[c], columns[c].Pointer, events);
        }

        return block;
    }

    private static void Fill(FieldKind kind, int place, void* column, ReadOnlySpan<EventRow> events)
    {
        for (var i = 0; i < events.Length; i++)
        {
            var value = events[i].Fields[place];
            switch (kind)
            {
                case FieldKind.Code:
                    ((byte*)column)[i] = (byte)(value ?? 0);
                    break;
                case FieldKind.Key:
                    ((uint*)column)[i] = (uint)(value ?? 0);
                    break;
                default:
                    ((long*)column)[i] = value ?? long.MinValue;
                    break;
            }
        }
    }
}
