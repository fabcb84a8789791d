using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// The store's events for the metric engine, in place from the warehouse's chunks. Each reading has a session of its own, so that several threads read at once.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="subject">The kind of subject.</param>
/// <param name="streams">The streams that were ever imported, each with whether its rows may be known later than they happened or were replaced.</param>
public sealed class StoreEvents(IWarehouse warehouse, string subject, IReadOnlyDictionary<string, bool> streams) : IEventSource
{
    /// <inheritdoc/>
    public IEnumerable<EventBlock>? Read(StreamPlan plan, uint first, uint last) =>
        streams.TryGetValue(plan.Stream.Name, out var asKnown) ? Blocks(plan, first, last, asKnown) : null;

    private IEnumerable<EventBlock> Blocks(StreamPlan plan, uint first, uint last, bool asKnown)
    {
        using var session = warehouse.Connect();
        var known = asKnown ? ", known_from, known_until" : "";
        var columns = string.Concat(plan.Columns.Select(c => $", {Sql.Quote(c.Name)}"));
        var sql = new Sql(
            $"{plan.Stream.Name} by {subject}",
            $"SELECT subject, \"at\"{columns}{known} FROM {plan.Stream.Name}_by_{subject} WHERE subject BETWEEN $1 AND $2 AND {AnyOrder.InStoredOrder}");
        using var rows = session.Query(sql, first, last);
        var block = new EventBlock(plan.Columns.Count);
        while (rows.Next())
        {
            block.Count = rows.Count;
            block.Subject = Address<uint>(rows, 0);
            block.At = Address<long>(rows, 1);
            for (var c = 0; c < plan.Columns.Count; c++)
            {
                block.Columns[c] = plan.Columns[c].Kind switch
                {
                    FieldKind.Code => Address<byte>(rows, c + 2),
                    FieldKind.Key => Address<uint>(rows, c + 2),
                    _ => Address<long>(rows, c + 2),
                };
            }

            block.KnownFrom = asKnown ? Address<long>(rows, plan.Columns.Count + 2) : 0;
            block.KnownUntil = asKnown ? Address<long>(rows, plan.Columns.Count + 3) : 0;
            yield return block;
        }
    }

    // The engine's memory, which stays where it is until the next chunk.
    private static unsafe nint Address<T>(IRows rows, int column)
        where T : unmanaged => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows.Values<T>(column)));
}
