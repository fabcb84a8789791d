using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// Some metrics as one query of the peer's. It may have several forms that give the same values: the bench runs each once and keeps the one that was fastest,
/// so that no ratio comes from a form that was chosen badly.
/// </summary>
/// <param name="Name">What it computes, for whoever reads the log.</param>
/// <param name="Metrics">The metrics of its columns, after the subject.</param>
/// <param name="Forms">Its forms.</param>
internal sealed record PeerQuery(string Name, IReadOnlyList<Metric> Metrics, params IReadOnlyList<string> Forms)
{
    /// <summary>A select list of values named by their place.</summary>
    public static string Columns(IEnumerable<string> values) => string.Join(",\n  ", values.Select((v, i) => $"CAST({v} AS DOUBLE) AS m{i}"));
}

/// <summary>The events of a stream as the peer reads them, and the moment asked about.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Table">Its table.</param>
/// <param name="InOrder">True where rows stand by subject, newest first.</param>
/// <param name="T">The moment in microseconds.</param>
internal sealed record PeerSource(EventStream Stream, string Table, bool InOrder, long T)
{
    /// <summary>Rows of a conjunction that some of the windows hold.</summary>
    public string Where(IEnumerable<Condition> all, IEnumerable<Window> windows)
    {
        var widest = windows.Max();
        var start = widest.IsAll ? "" : $" AND \"at\" >= {widest.Start(T)}";
        return string.Join(" AND ", PeerCondition.Each(all).Prepend($"\"at\" < {T}{start}"));
    }

    /// <summary>Columns of rows of a conjunction, newest first within a subject: as they stand, or sorted with what is needed alone.</summary>
    public string Ordered(string columns, string where) =>
        InOrder ? $"{Table} WHERE {where}" : $"(SELECT {columns} FROM {Table} WHERE {where} ORDER BY subject, \"at\" DESC, tie)";

    /// <summary>That a row lies in a window; null where all rows that were read do.</summary>
    public string? Within(Window window, IEnumerable<Window> read) => window == read.Max() ? null : $"\"at\" >= {window.Start(T)}";
}

/// <summary>Conditions in the peer's cheapest words: arithmetic for hours, ranges for neighbouring codes, no test of a null that a range leaves out.</summary>
internal static class PeerCondition
{
    /// <summary>The conditions of a conjunction, each once.</summary>
    public static IEnumerable<string> Each(IEnumerable<Condition> all)
    {
        var conditions = all.Distinct().ToList();
        return conditions.Where(c => c.Comparison != Comparison.IsNotNull || !conditions.Any(o => o.Field == c.Field && Excludes(o))).Select(Of);
    }

    /// <summary>A conjunction; null where it is true.</summary>
    public static string? All(IEnumerable<Condition> all) => Each(all).ToList() is { Count: > 0 } each ? string.Join(" AND ", each) : null;

    /// <summary>The value of a code or key, made from the time for hours and weekdays.</summary>
    public static string Field(EventField field) =>
        field == EventStream.Hour ? $"CAST(\"at\" % {Window.Day} // {Window.Hour} + 1 AS UTINYINT)"
        : field == EventStream.Weekday ? $"CAST((\"at\" // {Window.Day} + 3) % 7 + 1 AS UTINYINT)"
        : Assay.Metrics.Plans.EventSql.Field(field);

    private static bool Excludes(Condition condition) => condition.Comparison is Comparison.In or Comparison.NotIn or Comparison.Between;

    private static string Of(Condition condition)
    {
        var codes = condition.Codes;
        var isRange = condition.Comparison == Comparison.In && codes.Count > 2 && codes[^1] - codes[0] == codes.Count - 1;
        return isRange
            ? $"{Field(condition.Field)} BETWEEN {codes[0]} AND {codes[^1]}"
            : Assay.Metrics.Plans.EventSql.Of(condition).Replace(Assay.Metrics.Plans.EventSql.Field(condition.Field), Field(condition.Field), StringComparison.Ordinal);
    }
}
