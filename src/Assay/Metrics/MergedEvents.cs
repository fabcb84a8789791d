using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// A stream's sorted events and those that came since, as one: subjects without fresh events pass in place, the others are merged row by row, their keys
/// numbered anew.
/// </summary>
internal sealed class MergedEvents(IWarehouse warehouse, string subject, StreamPlan plan, bool asKnown)
{
    // Fewer rows than this are copied into the block that is being filled: a block of its own costs the kernel more.
    private const int FewestInPlace = 256;

    // Columns before the fields, as StreamSql.Leading has them.
    private const int At = 1;

    private readonly EventBlock inPlace = new(plan.Columns.Count);

    /// <summary>The events of a run of subjects; a block lives until the next.</summary>
    public IEnumerable<EventBlock> Blocks(uint first, uint last)
    {
        using var sortedSession = warehouse.Connect();
        using var freshSession = warehouse.Connect();
        using var sorted = sortedSession.Query(Sorted, first, last);
        using var fresh = new FreshCursor(freshSession.Query(Fresh, first, last));
        using var merge = new MergeRows(plan, asKnown);
        while (sorted.Next())
        {
            for (var row = 0; row < sorted.Count;)
            {
                var (end, step) = Step(merge, sorted, row, fresh);
                foreach (var block in step == Do.PassInPlace ? Pass(merge, sorted, row, end) : merge.Full())
                {
                    yield return block;
                }

                row = end;
            }
        }

        while (merge.IsOpen || fresh.HasRow)
        {
            Close(merge, fresh);
            foreach (var block in merge.Full())
            {
                yield return block;
            }
        }

        foreach (var block in merge.Rest())
        {
            yield return block;
        }
    }

    private Sql Sorted
    {
        get
        {
            var keys = plan.Columns.Where(c => c.Kind == FieldKind.Key).Select(c => Sql.Quote($"{c.Name}_hash"));
            var table = StreamSql.SortedTable(plan.Stream, subject);
            return new Sql(table, $"SELECT {Columns(keys)} FROM {table} WHERE subject BETWEEN $1 AND $2 AND {AnyOrder.InStoredOrder}");
        }
    }

    private Sql Fresh
    {
        get
        {
            var table = StreamSql.FreshTable(plan.Stream, subject);
            return new Sql(table, $"SELECT {Columns([])} FROM {table} WHERE subject BETWEEN $1 AND $2 ORDER BY subject, \"at\" DESC, tie, known_from");
        }
    }

    private string Columns(IEnumerable<string> hashes) =>
        $"subject, \"at\", tie, known_from, known_until{string.Concat(plan.Columns.Select(c => Sql.Quote(c.Name)).Concat(hashes).Select(c => $", {c}"))}";

    // One step through a chunk of sorted rows: what to do, and up to which row.
    private static (int End, Do Step) Step(MergeRows merge, IRows sorted, int row, FreshCursor fresh)
    {
        var subjects = sorted.Values<uint>(0);
        if (merge.IsOpen && merge.Subject != subjects[row])
        {
            merge.Close();
            return (row, Do.Merge);
        }

        if (merge.IsOpen)
        {
            var end = EndOf(subjects, row, merge.Subject + 1L);
            merge.AddSorted(sorted, row, end);
            return (end, Do.Merge);
        }

        if (fresh.HasRow && fresh.Subject <= subjects[row])
        {
            fresh.OpenIn(merge);
            return (row, Do.Merge);
        }

        var untouched = EndOf(subjects, row, fresh.HasRow ? fresh.Subject : long.MaxValue);
        if (untouched - row >= FewestInPlace)
        {
            return (untouched, Do.PassInPlace);
        }

        untouched = Math.Min(untouched, row + merge.Room);
        merge.Copy(sorted, row, untouched);
        return (untouched, Do.Merge);
    }

    private static void Close(MergeRows merge, FreshCursor fresh)
    {
        if (!merge.IsOpen)
        {
            fresh.OpenIn(merge);
        }

        merge.Close();
    }

    private IEnumerable<EventBlock> Pass(MergeRows merge, IRows sorted, int row, int end)
    {
        foreach (var block in merge.Rest())
        {
            yield return block;
        }

        inPlace.Count = end - row;
        inPlace.Subject = StoreEvents.Address<uint>(sorted, 0) + (row * sizeof(uint));
        inPlace.At = StoreEvents.Address<long>(sorted, At) + (row * sizeof(long));
        inPlace.KnownFrom = asKnown ? StoreEvents.Address<long>(sorted, At + 2) + (row * sizeof(long)) : 0;
        inPlace.KnownUntil = asKnown ? StoreEvents.Address<long>(sorted, At + 3) + (row * sizeof(long)) : 0;
        for (var c = 0; c < plan.Columns.Count; c++)
        {
            var kind = plan.Columns[c].Kind;
            inPlace.Columns[c] = StoreEvents.Address(sorted, StreamSql.Leading + c, kind) + (row * MergeRows.Width(kind));
        }

        yield return inPlace;
    }

    // The first row from here on whose subject is not below another.
    private static int EndOf(ReadOnlySpan<uint> subjects, int row, long below)
    {
        if (subjects[^1] < below)
        {
            return subjects.Length;
        }

        while (subjects[row] < below)
        {
            row++;
        }

        return row;
    }

    private enum Do
    {
        Merge,
        PassInPlace,
    }
}

/// <summary>The fresh events of a run of subjects, in stored order.</summary>
internal sealed class FreshCursor : IDisposable
{
    private readonly IRows rows;
    private int row;

    public FreshCursor(IRows rows)
    {
        this.rows = rows;
        HasRow = rows.Next();
    }

    /// <summary>False at the end.</summary>
    public bool HasRow { get; private set; }

    /// <summary>The subject of the row.</summary>
    public uint Subject => rows.Values<uint>(0)[row];

    /// <summary>Hands all rows of the subject over.</summary>
    public void OpenIn(MergeRows merge)
    {
        var subject = Subject;
        merge.Open(subject);
        while (HasRow && Subject == subject)
        {
            merge.AddFresh(rows, row);
            if (++row == rows.Count)
            {
                row = 0;
                HasRow = rows.Next();
            }
        }
    }

    public void Dispose() => rows.Dispose();
}
