using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Makes the session's table <c>swept</c>: a field's values for rows of <c>gathered</c>, seller by seller in the order in which events became known.</summary>
internal sealed class Sweep(IWarehouse session, SweptField field)
{
    private static readonly Sql MakeSwept = new("swept values", "CREATE OR REPLACE TEMP TABLE swept (row BIGINT, value BIGINT)");

    private readonly List<Known> moment = [];
    private readonly PriorityQueue<SweptEvent, long> expiring = new();
    private uint seller;

    /// <summary>Computes the values; a row without one gets none.</summary>
    /// <param name="context">SQL of the same sellers' other events, with the columns of <c>gathered</c> and a negative rowid; null where all were gathered.</param>
    public void Run(string? context)
    {
        session.Run(MakeSwept);
        var known = new Sql(
            $"{field.Stream}: events as they became known",
            $"""
            SELECT rowid, seller_no, known_from, known_until, "at", tie, {field.Columns} FROM gathered WHERE seller_no IS NOT NULL
            {context}
            ORDER BY seller_no, known_from, "at", tie
            """);
        using var rows = session.Collect(known);
        using var writer = new BatchWriter(session.Append("swept"));
        while (rows.Next())
        {
            Take(rows, writer);
        }

        Settle(writer);
        writer.Finish();
    }

    private void Take(IRows rows, BatchWriter writer)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var (next, known) = (rows.Values<uint>(1)[row], Read(rows, row));
            if (next != seller || (moment.Count > 0 && moment[0].From != known.From))
            {
                Settle(writer);
            }

            if (next != seller)
            {
                seller = next;
                expiring.Clear();
                field.Clear();
            }

            moment.Add(known);
        }
    }

    private static Known Read(IRows rows, int row) => new(
        rows.Values<long>(0)[row],
        rows.Values<long>(2)[row],
        rows.Values<long>(3)[row],
        new SweptEvent(
            rows.Values<long>(4)[row],
            rows.Values<ulong>(5)[row],
            rows.Values<byte>(6)[row] != 0,
            rows.Values<ulong>(7)[row],
            rows.Values<double>(8)[row],
            rows.Values<double>(9)[row]));

    // All that became known at one moment.
    private void Settle(BatchWriter writer)
    {
        while (moment.Count > 0 && expiring.TryPeek(out var superseded, out var until) && until <= moment[0].From)
        {
            field.Remove(superseded);
            expiring.Dequeue();
        }

        if (field.SeesItsMoment)
        {
            AddMoment();
            WriteMoment(writer);
        }
        else
        {
            WriteMoment(writer);
            AddMoment();
        }

        moment.Clear();
    }

    private void AddMoment()
    {
        foreach (var known in moment.Where(k => k.Event.Counts))
        {
            field.Add(known.Event);
            if (known.Until != OpenTime.Never)
            {
                expiring.Enqueue(known.Event, known.Until);
            }
        }
    }

    private void WriteMoment(BatchWriter writer)
    {
        foreach (var known in moment)
        {
            if (known.Row >= 0 && field.Of(known.Event) is { } value)
            {
                writer.Set(0, known.Row);
                writer.Set(1, value);
                writer.Next();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(long Row, long From, long Until, SweptEvent Event);
}
