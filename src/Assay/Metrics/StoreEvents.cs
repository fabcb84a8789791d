using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>How a stored stream has to be read.</summary>
/// <param name="AsKnown">True where rows may be known later than they happened, or were replaced.</param>
/// <param name="HasFresh">True where events stand beside the sorted ones.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StoredStream(bool AsKnown, bool HasFresh);

/// <summary>
/// The store's events for the metric engine, in place from the warehouse's chunks. Each reading has a session of its own, so that several threads read at once.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="subject">The kind of subject.</param>
/// <param name="streams">The streams that were ever imported.</param>
public sealed class StoreEvents(IWarehouse warehouse, string subject, IReadOnlyDictionary<string, StoredStream> streams) : IEventSource
{
    /// <inheritdoc/>
    public IEnumerable<EventBlock>? Read(StreamPlan plan, uint first, uint last)
    {
        if (!streams.TryGetValue(plan.Stream.Name, out var stored))
        {
            return null;
        }

        return stored.HasFresh ? new MergedEvents(warehouse, plan.Stream, subject, [.. plan.Columns.Select(MergedColumn.Of)], stored.AsKnown).Blocks(first, last) : Blocks(plan, first, last, stored.AsKnown);
    }

    /// <summary>A column of a chunk, in the engine's memory, which stays where it is until the next chunk.</summary>
    internal static nint Address(IRows rows, int column, FieldKind kind) => kind switch
    {
        FieldKind.Code => Address<byte>(rows, column),
        FieldKind.Key => Address<uint>(rows, column),
        _ => Address<long>(rows, column),
    };

    /// <summary>The same, of values of a width.</summary>
    internal static unsafe nint Address<T>(IRows rows, int column)
        where T : unmanaged => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows.Values<T>(column)));

    private IEnumerable<EventBlock> Blocks(StreamPlan plan, uint first, uint last, bool asKnown)
    {
        using var session = warehouse.Connect();
        var known = asKnown ? ", known_from, known_until" : "";
        var columns = string.Concat(plan.Columns.Select(c => $", {Sql.Quote(c.Name)}"));
        var table = StreamSql.SortedTable(plan.Stream, subject);
        using var rows = session.Query(
            new Sql(table, $"SELECT subject, \"at\"{columns}{known} FROM {table} WHERE {StreamSql.InRun} AND {AnyOrder.InStoredOrder}"), first, last);
        var block = new EventBlock(plan.Columns.Count);
        while (rows.Next())
        {
            block.Count = rows.Count;
            block.Subject = Address<uint>(rows, 0);
            block.At = Address<long>(rows, 1);
            for (var c = 0; c < plan.Columns.Count; c++)
            {
                block.Columns[c] = Address(rows, c + 2, plan.Columns[c].Kind);
            }

            block.KnownFrom = asKnown ? Address<long>(rows, plan.Columns.Count + 2) : 0;
            block.KnownUntil = asKnown ? Address<long>(rows, plan.Columns.Count + 3) : 0;
            yield return block;
        }
    }
}
