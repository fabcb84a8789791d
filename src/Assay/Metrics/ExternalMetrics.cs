using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A metric that the marketplace computes itself.</summary>
/// <param name="Name">The column's name in the feed.</param>
/// <param name="IsNumber">True where every value is a number; else they are categories.</param>
public sealed record ExternalMetric(string Name, bool IsNumber)
{
    /// <summary>Its name in the catalogue: <c>external.response_hours</c>.</summary>
    public string Column => $"external.{Name}";
}

/// <summary>
/// Reads the feed <c>external_metrics</c>: of each subject and column the newest value before a moment that was known by then.
/// </summary>
public sealed class ExternalMetrics(IWarehouse warehouse)
{
    /// <summary>Further columns are left out: the feed may have any number, a table may not.</summary>
    public const int Most = 500;

    private static readonly Sql Values = Sql.Load("Metrics/external_values.sql");
    private static readonly Sql Names = new("external columns", "SELECT name, bool_and(is_number) FROM external_values GROUP BY name ORDER BY name LIMIT 500");
    private static readonly Sql Numbers = new("external values", "SELECT no, CAST(value AS DOUBLE) FROM external_values JOIN subjects ON id = subject_id AND kind = $1 WHERE name = $2");
    private static readonly Sql Word = new("external value", "SELECT value FROM external_values WHERE subject_id = $1 AND name = $2");

    /// <summary>Reads a kind of subject's into the session's table <c>external_values</c> (subject_id, name, value, is_number), and returns the columns by name.</summary>
    public IReadOnlyList<ExternalMetric> Run(string subject, DateTime asOf)
    {
        warehouse.Run(Values, asOf, subject);
        return [.. warehouse.Table(Names).Select(r => new ExternalMetric(r[0]!, r[1] == "true"))];
    }

    /// <summary>The values of a column of numbers that was read, by the subject's number; NaN for none.</summary>
    public double[] Of(ExternalMetric metric, string subject, int subjects)
    {
        var values = new double[subjects + 1];
        Array.Fill(values, double.NaN);
        using var rows = warehouse.Query(Numbers, subject, metric.Name);
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                values[rows.Values<uint>(0)[i]] = rows.Values<double>(1)[i];
            }
        }

        return values;
    }

    /// <summary>One subject's value of a column that was read, as text; null for none.</summary>
    public string? Of(ExternalMetric metric, string id) => warehouse.Word(Word, id, metric.Name);
}
