using System.Text;

namespace Assay.Warehouse;

/// <summary>Short ways to read a little from a session.</summary>
public static class WarehouseReading
{
    /// <summary>The whole number in the first row and column; 0 where there is no row or no value.</summary>
    public static long Number(this IWarehouse warehouse, Sql sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = warehouse.Query(sql, values);
        return rows.Next() && !rows.IsNull(0, 0) ? long.Parse(rows.Display(0, 0)!) : 0;
    }

    /// <summary>The text in the first row and column; null where there is no row or no value.</summary>
    public static string? Word(this IWarehouse warehouse, Sql sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = warehouse.Query(sql, values);
        return rows.Next() ? rows.Display(0, 0) : null;
    }

    /// <summary>The moment in the first row and column, in UTC; null where there is no row or no value.</summary>
    public static DateTime? Moment(this IWarehouse warehouse, Sql sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = warehouse.Query(sql, values);
        return rows.Next() && !rows.IsNull(0, 0) ? Moments.FromMicros(rows.Values<long>(0)[0]) : null;
    }

    /// <summary>All rows as text, for small results that people read.</summary>
    public static IReadOnlyList<string?[]> Table(this IWarehouse warehouse, Sql sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = warehouse.Query(sql, values);
        var table = new List<string?[]>();
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var line = new string?[rows.Columns.Count];
                for (var column = 0; column < line.Length; column++)
                {
                    line[column] = rows.Display(column, row);
                }

                table.Add(line);
            }
        }

        return table;
    }

    /// <summary>The text at a row as a string; null at a null.</summary>
    public static string? String(this IRows rows, int column, int row) =>
        rows.IsNull(column, row) ? null : Encoding.UTF8.GetString(rows.Text(column, row));
}
