using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Tests.MetricEngine;

/// <summary>Events in a table as the store has it, in no order, and metrics read off it by their SQL.</summary>
internal static class StoredRows
{
    public static void Store(IWarehouse warehouse, EventStream stream, string subject, IReadOnlyList<EventRow> rows)
    {
        var table = EventSql.Table(stream, subject);
        var fields = string.Concat(stream.Fields.Select(f => $", {Sql.Quote(f.Name)} {(f.Kind switch { FieldKind.Code => "UTINYINT", FieldKind.Key => "UINTEGER", _ => "BIGINT" })}"));
        warehouse.Run(new Sql("create", $"CREATE OR REPLACE TABLE {table} (subject UINTEGER, \"at\" BIGINT, tie UBIGINT, known_from BIGINT, known_until BIGINT{fields})"));
        using var writer = warehouse.Append(table);
        for (var from = 0; from < rows.Count; from += writer.Capacity)
        {
            var batch = rows.Skip(from).Take(writer.Capacity).ToList();
            foreach (var (i, row) in batch.Index())
            {
                writer.Values<uint>(0)[i] = row.Subject;
                writer.Values<long>(1)[i] = row.At;
                writer.Values<ulong>(2)[i] = row.Tie;
                writer.Values<long>(3)[i] = row.KnownFrom;
                writer.Values<long>(4)[i] = row.KnownUntil;
                foreach (var (f, field) in stream.Fields.Index())
                {
                    Set(writer, field.Kind, f + 5, i, row.Fields[f]);
                }
            }

            writer.Write(batch.Count);
        }

        writer.Finish();
    }

    /// <summary>A metric's values of subjects 1 and on; null for none.</summary>
    public static double?[] Values(IWarehouse warehouse, Catalogue catalogue, Metric metric, long t, int subjects)
    {
        var statements = new MetricSql(catalogue, "CAST($1 AS BIGINT)");
        var values = new double?[subjects];
        Array.Fill(values, statements.WithoutRows(metric.Definition));
        using var rows = warehouse.Query(new Sql(metric.Id, $"SELECT subject, CAST(value AS DOUBLE) FROM ({statements.Of(metric)})"), t);
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                values[rows.Values<uint>(0)[i] - 1] = rows.IsNull(1, i) ? null : rows.Values<double>(1)[i];
            }
        }

        return values;
    }

    private static void Set(ITableWriter writer, FieldKind kind, int column, int row, long? value)
    {
        switch (kind)
        {
            case FieldKind.Code:
                writer.Values<byte>(column)[row] = (byte)(value ?? 0);
                break;
            case FieldKind.Key:
                writer.Values<uint>(column)[row] = (uint)(value ?? 0);
                break;
            default:
                writer.Values<long>(column)[row] = value ?? long.MinValue;
                break;
        }
    }
}
