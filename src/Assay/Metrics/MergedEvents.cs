using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A column of merged events.</summary>
/// <param name="Sorted">Its name among the sorted events.</param>
/// <param name="Fresh">Its name among the fresh ones.</param>
/// <param name="Kind">What it holds; whatever has 64 bits passes as a number.</param>
internal sealed record MergedColumn(string Sorted, string Fresh, FieldKind Kind)
{
    /// <summary>A field's column, which has the same name in both.</summary>
    public static MergedColumn Of(EventField field) => new(field.Name, field.Name, field.Kind);
}

/// <summary>
/// A stream's sorted events and those that came since, as one: subjects without fresh events pass in place, the others are merged row by row, their keys
/// numbered anew.
/// </summary>
internal sealed class MergedEvents(IWarehouse warehouse, EventStream stream, string subject, IReadOnlyList<MergedColumn> columns, bool asKnown)
{
    // Fewer rows than this are copied into the block that is being filled: a block of its own costs the kernel more.
    private const int FewestInPlace = 256;

    // Columns before the fields, as StreamSql.Leading has them.
    private const int At = 1;

    private readonly EventBlock inPlace = new(columns.Count);

    /// <summary>The events of a run of subjects; a block lives until the next.</summary>
    public IEnumerable<EventBlock> Blocks(uint first, uint last)
    {
        using var sortedSession = warehouse.Connect();
        using var freshSession = warehouse.Connect();
        using var sorted = sortedSession.Query(Sorted, first, last);
        using var fresh = new FreshCursor(freshSession.Query(Fresh, first, last));
        using var merge = new MergeRows(columns, asKnown);
        while (sorted.Next())
        {
            for (var row = 0; row < sorted.Count;)
            {
                var (end, inPlace) = Step(merge, sorted, row, fresh);
                foreach (var block in merge.IsFull || inPlace ? merge.HandOut() : [])
                {
                    yield return block;
                }

                if (inPlace)
                {
                    yield return InPlace(sorted, row, end);
                }

                row = end;
            }
        }

        while (merge.IsOpen || fresh.HasRow)
        {
            Close(merge, fresh);
            foreach (var block in merge.IsFull ? merge.HandOut() : [])
            {
                yield return block;
            }
        }

        foreach (var block in merge.HandOut())
        {
            yield return block;
        }
    }

    private Sql Sorted
    {
        get
        {
            var keys = columns.Where(c => c.Kind == FieldKind.Key).Select(c => $"{c.Sorted}_hash");
            var table = StreamSql.SortedTable(stream, subject);
            return new Sql(table, $"SELECT {Columns(columns.Select(c => c.Sorted).Concat(keys))} FROM {table} WHERE {StreamSql.InRun} AND {AnyOrder.InStoredOrder}");
        }
    }

    private Sql Fresh
    {
        get
        {
            var table = StreamSql.FreshTable(stream, subject);
            return new Sql(table, $"SELECT {Columns(columns.Select(c => c.Fresh))} FROM {table} WHERE {StreamSql.InRun} ORDER BY subject, \"at\" DESC, tie, known_from");
        }
    }

    private static string Columns(IEnumerable<string> names) => $"subject, \"at\", tie, known_from, known_until{string.Concat(names.Select(n => $", {Sql.Quote(n)}"))}";

    // One step through a chunk of sorted rows: up to which row, and whether those are to be handed out in place.
    private static (int End, bool InPlace) Step(MergeRows merge, IRows sorted, int row, FreshCursor fresh)
    {
        var subjects = sorted.Values<uint>(0);
        if (merge.IsOpen && merge.Subject != subjects[row])
        {
            merge.Close();
            return (row, false);
        }

        if (merge.IsOpen)
        {
            return (merge.AddSorted(sorted, row, EndOf(subjects, row, merge.Subject + 1L)), false);
        }

        if (fresh.HasRow && fresh.Subject <= subjects[row])
        {
            fresh.OpenIn(merge);
            return (row, false);
        }

        var untouched = EndOf(subjects, row, fresh.HasRow ? fresh.Subject : long.MaxValue);
        return untouched - row >= FewestInPlace ? (untouched, true) : (merge.Copy(sorted, row, untouched), false);
    }

    private static void Close(MergeRows merge, FreshCursor fresh)
    {
        if (!merge.IsOpen)
        {
            fresh.OpenIn(merge);
        }

        merge.Close();
    }

    private EventBlock InPlace(IRows sorted, int row, int end)
    {
        inPlace.Count = end - row;
        inPlace.Subject = StoreEvents.Address<uint>(sorted, 0) + (row * sizeof(uint));
        inPlace.At = StoreEvents.Address<long>(sorted, At) + (row * sizeof(long));
        inPlace.KnownFrom = asKnown ? StoreEvents.Address<long>(sorted, At + 2) + (row * sizeof(long)) : 0;
        inPlace.KnownUntil = asKnown ? StoreEvents.Address<long>(sorted, At + 3) + (row * sizeof(long)) : 0;
        for (var c = 0; c < columns.Count; c++)
        {
            var kind = columns[c].Kind;
            inPlace.Columns[c] = StoreEvents.Address(sorted, StreamSql.Leading + c, kind) + (row * MergeRows.Width(kind));
        }

        return inPlace;
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
