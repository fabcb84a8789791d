using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>Writes a bench's events to a database as the store has them, and once more in no order, as a feed brings them.</summary>
internal sealed class FillStore(IWarehouse warehouse, SellerEvents events)
{
    /// <summary>The kind of subject whose metrics are measured.</summary>
    public const string Subject = "seller";

    private const string NoOrder = "hash(subject, \"at\")";

    /// <summary>The table of a stream's events in no order, with keys as hashes.</summary>
    public static string Unsorted(EventStream stream) => $"{stream.Name}_as_they_come";

    /// <summary>Writes the sorted tables.</summary>
    public unsafe void Sorted()
    {
        foreach (var columns in events.Streams.Values)
        {
            var stream = columns.Stream;
            var fields = string.Concat(stream.Fields.Select(f => $", {Sql.Quote(f.Name)} {TypeOf(f.Kind)} NOT NULL"));
            warehouse.Run(new Sql("create", $"CREATE TABLE {EventSql.SortedTable(stream, Subject)} (subject UINTEGER NOT NULL, \"at\" BIGINT NOT NULL, tie UBIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL{fields})"));
            using var writer = warehouse.Append(EventSql.SortedTable(stream, Subject));
            for (var from = 0; from < columns.Rows; from += writer.Capacity)
            {
                var count = Math.Min(writer.Capacity, columns.Rows - from);
                var at = new ReadOnlySpan<long>((long*)columns.At + from, count);
                new ReadOnlySpan<uint>((uint*)columns.Subject + from, count).CopyTo(writer.Values<uint>(0));
                at.CopyTo(writer.Values<long>(1));
                at.CopyTo(writer.Values<long>(3));
                writer.Values<long>(4)[..count].Fill(long.MaxValue);
                for (var i = 0; i < count; i++)
                {
                    writer.Values<ulong>(2)[i] = (ulong)(from + i);
                }

                foreach (var (f, field) in stream.Fields.Index())
                {
                    Copy(writer, f + 5, field.Kind, columns[field.Name], from, count);
                }

                writer.Write(count);
            }

            writer.Finish();
        }

        warehouse.Run(new Sql("checkpoint", "CHECKPOINT"));
    }

    /// <summary>Writes the tables in no order; a key is a hash that says nothing of its subject.</summary>
    public void InNoOrder()
    {
        foreach (var stream in events.Streams.Values.Select(c => c.Stream))
        {
            var fields = string.Concat(stream.Fields.Select(f => $", {(f.Kind == FieldKind.Key ? $"CASE WHEN {Sql.Quote(f.Name)} = 0 THEN CAST(0 AS UBIGINT) ELSE hash(subject, {Sql.Quote(f.Name)}) END AS {Sql.Quote(f.Name)}" : Sql.Quote(f.Name))}"));
            warehouse.Run(new Sql("unsorted", $"CREATE TABLE {Unsorted(stream)} AS SELECT subject, \"at\", tie, known_from{fields} FROM {EventSql.SortedTable(stream, Subject)} ORDER BY {NoOrder}"));
        }

        warehouse.Run(new Sql("checkpoint", "CHECKPOINT"));
    }

    private static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Code => "UTINYINT",
        FieldKind.Key => "UINTEGER",
        _ => "BIGINT",
    };

    private static unsafe void Copy(ITableWriter writer, int column, FieldKind kind, nint address, int from, int count)
    {
        switch (kind)
        {
            case FieldKind.Code:
                new ReadOnlySpan<byte>((byte*)address + from, count).CopyTo(writer.Values<byte>(column));
                break;
            case FieldKind.Key:
                new ReadOnlySpan<uint>((uint*)address + from, count).CopyTo(writer.Values<uint>(column));
                break;
            default:
                new ReadOnlySpan<long>((long*)address + from, count).CopyTo(writer.Values<long>(column));
                break;
        }
    }
}
