using System.Globalization;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>
/// Words of SQL over a stream's stored table: fields, conditions and windows as DuckDB says them. Stored nulls are 0 for a code or key and the least number for a
/// number, so that no column has a mask.
/// </summary>
public static class EventSql
{
    /// <summary>The number that stands for none.</summary>
    public const string NoNumber = "CAST(-9223372036854775808 AS BIGINT)";

    /// <summary>Microseconds of a second, as a real number: what it divides is one too.</summary>
    public const string Micros = "1e6";

    /// <summary>A stream's stored events of a kind of subject, keys as hashes, in no order.</summary>
    public static string Table(EventStream stream, string subject) => $"{stream.Name}_by_{subject}";

    /// <summary>Those of them that stand sorted, keys as ordinals within the subject.</summary>
    public static string SortedTable(EventStream stream, string subject) => $"{Table(stream, subject)}_sorted";

    /// <summary>A field's stored value.</summary>
    public static string Field(EventField field) =>
        field == EventStream.Hour ? "(hour(make_timestamp(\"at\")) + 1)"
        : field == EventStream.Weekday ? "isodow(make_timestamp(\"at\"))"
        : $"\"{field.Name}\"";

    /// <summary>That a field has a value.</summary>
    public static string Has(EventField field) => $"{Field(field)} <> {(field.Kind == FieldKind.Number ? NoNumber : "0")}";

    /// <summary>A condition.</summary>
    public static string Of(Condition condition) => condition.Comparison switch
    {
        Comparison.In when condition.Codes.Count == 1 => $"{Field(condition.Field)} = {condition.Codes[0]}",
        Comparison.In => $"{Field(condition.Field)} IN ({string.Join(", ", condition.Codes)})",
        Comparison.NotIn => $"{Field(condition.Field)} NOT IN (0, {string.Join(", ", condition.Codes)})",
        Comparison.IsNull => $"{Field(condition.Field)} = {(condition.Field.Kind == FieldKind.Number ? NoNumber : "0")}",
        Comparison.IsNotNull => Has(condition.Field),
        _ => Range(condition),
    };

    /// <summary>A conjunction; true where there is no condition.</summary>
    public static string All(IEnumerable<Condition> conditions) => string.Join(" AND ", conditions.Select(Of).DefaultIfEmpty("true"));

    /// <summary>A window's start at a moment.</summary>
    /// <param name="window">The window, which must have a start.</param>
    /// <param name="moment">SQL of the moment in microseconds.</param>
    public static string Start(Window window, string moment) =>
        $"epoch_us(date_trunc('{(window.Width <= Window.Day ? "hour" : "day")}', make_timestamp({moment} - {window.Width})))";

    /// <summary>A quantile or another real constant.</summary>
    public static string Real(double value) => $"CAST({value.ToString("R", CultureInfo.InvariantCulture)} AS DOUBLE)";

    // A range without a lower end still leaves out the least number, which is null.
    private static string Range(Condition condition)
    {
        var field = Field(condition.Field);
        var from = condition.From > long.MinValue + 1 ? $"{field} >= {condition.From}" : $"{field} <> {NoNumber}";
        return condition.Until == long.MaxValue ? from : $"{from} AND {field} < {condition.Until}";
    }
}
