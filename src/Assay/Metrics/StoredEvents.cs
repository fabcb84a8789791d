using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>What a table of stored events holds.</summary>
/// <param name="Rows">Events.</param>
/// <param name="KnownTo">The newest moment at which one of them was known, in microseconds; 0 without any.</param>
/// <param name="HasSuperseded">True where another version took an event's place, so that a reader must look at <c>known_until</c>.</param>
internal sealed record StoredEvents(long Rows, long KnownTo, bool HasSuperseded)
{
    /// <summary>Copies sorted rows to a table as they stream, keys as ordinals within their subject and as hashes.</summary>
    public static StoredEvents Write(SortRows sorted, ITableWriter writer, EventStream stream)
    {
        var fields = StreamSql.Leading + stream.Fields.Count;
        var keys = Enumerable.Range(StreamSql.Leading, stream.Fields.Count).Where(c => stream.Fields[c - StreamSql.Leading].Kind == FieldKind.Key).ToList();
        var ordinals = stream.Fields.Select(f => f.Kind == FieldKind.Key ? new KeyOrdinals() : null).ToArray();
        var isFirst = new bool[writer.Capacity];
        var all = new StoredEvents(0, 0, false);
        uint subject = 0;
        foreach (var _ in sorted.Batches())
        {
            FindFirsts(sorted.Values<uint>(0), isFirst, ref subject);
            sorted.Values<uint>(0).CopyTo(writer.Values<uint>(0));
            for (var column = 1; column < StreamSql.Leading; column++)
            {
                sorted.Values<long>(column).CopyTo(writer.Values<long>(column));
            }

            for (var i = 0; i < stream.Fields.Count; i++)
            {
                Copy(sorted, writer, StreamSql.Leading + i, stream.Fields[i].Kind, ordinals[i], isFirst);
            }

            foreach (var (i, column) in keys.Index())
            {
                sorted.Values<ulong>(column).CopyTo(writer.Values<ulong>(fields + i));
            }

            for (var column = fields; column < sorted.Columns; column++)
            {
                sorted.Values<double>(column).CopyTo(writer.Values<double>(column + keys.Count));
            }

            all = all.With(sorted);
            writer.Write(sorted.Count);
        }

        writer.Finish();
        return all;
    }

    private static void FindFirsts(ReadOnlySpan<uint> subjects, bool[] isFirst, ref uint subject)
    {
        for (var row = 0; row < subjects.Length; row++)
        {
            isFirst[row] = subjects[row] != subject;
            subject = subjects[row];
        }
    }

    private static void Copy(SortRows sorted, ITableWriter writer, int column, FieldKind kind, KeyOrdinals? ordinals, bool[] isFirst)
    {
        switch (kind)
        {
            case FieldKind.Code:
                sorted.Values<byte>(column).CopyTo(writer.Values<byte>(column));
                break;
            case FieldKind.Key:
                Number(sorted.Values<ulong>(column), writer.Values<uint>(column), ordinals!, isFirst);
                break;
            default:
                sorted.Values<long>(column).CopyTo(writer.Values<long>(column));
                break;
        }
    }

    private static void Number(ReadOnlySpan<ulong> keys, Span<uint> numbered, KeyOrdinals ordinals, bool[] isFirst)
    {
        for (var row = 0; row < keys.Length; row++)
        {
            if (isFirst[row])
            {
                ordinals.Clear();
            }

            numbered[row] = ordinals.Of(keys[row]);
        }
    }

    private StoredEvents With(SortRows sorted)
    {
        var (newest, superseded) = (KnownTo, HasSuperseded);
        foreach (var from in sorted.Values<long>(3))
        {
            newest = Math.Max(newest, from);
        }

        superseded = superseded || sorted.Values<long>(4).ContainsAnyExcept(OpenTime.Never);
        return new StoredEvents(Rows + sorted.Count, newest, superseded);
    }
}
