using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// Distincts, entropies and most frequent values of one key of some rows, in DuckDB: rows of a (subject, key) are counted once for all windows, then a subject's
/// keys are. Naive forms (count(DISTINCT CASE …), entropy(…)) took 2 to 10 times as long.
/// </summary>
internal sealed class TallyPeer(PeerSource source, string key, IReadOnlyList<MetricDefinition> definitions)
{
    private readonly List<Window> windows = [.. definitions.SelectMany(d => d.Windows).Select(w => w.First).Distinct().Order()];

    public PeerQuery Query()
    {
        var first = definitions[0];
        var metrics = definitions.SelectMany(Catalogue.Metrics).ToList();
        var given = first.By is { } by && by != EventStream.Hour && by != EventStream.Weekday ? first.Where.Append(new Condition(by, Comparison.IsNotNull)) : first.Where;
        var counts = windows.Select((w, i) => $"CAST({(source.Within(w, windows) is { } within ? $"count_if({within})" : "count(*)")} AS INTEGER) AS n{i}");
        var form = $"""
            SELECT subject, {PeerQuery.Columns(metrics.Select(Value))}
            FROM (
              SELECT subject, {key} AS key, {string.Join(", ", counts)}
              FROM {source.Table} WHERE {source.Where(given, windows)} GROUP BY ALL
            ) GROUP BY subject
            """;
        return new PeerQuery($"{source.Stream.Name} tally {first.By?.Name ?? "day"}: {metrics.Count} metrics", metrics, form);
    }

    private string Value(Metric metric)
    {
        var at = windows.IndexOf(metric.Window.First);
        var n = $"n{at}";
        var different = at == windows.Count - 1 ? "count(*)" : $"count_if({n} > 0)";
        return metric.Definition.Aggregate switch
        {
            Aggregate.Distinct or Aggregate.ActiveDays => different,
            Aggregate.TopCount or Aggregate.TopDayCount => $"max({n})",
            Aggregate.TopShare or Aggregate.TopDayShare => $"max({n}) / sum({n})",
            Aggregate.RepeatShare => $"(sum({n}) - {different}) / sum({n})",
            _ => $"CASE WHEN sum({n}) > 0 THEN log2(greatest(sum({n}), 1)) - sum(CASE WHEN {n} > 1 THEN {n} * log2({n}) ELSE 0 END) / sum({n}) END",
        };
    }
}
