using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// What depends on the order of rows, in DuckDB. Over a sorted table a window without PARTITION and ORDER streams, and took a third of the time of one
/// that sorts; a subject's border is seen by the subject of the row before.
/// </summary>
internal static class OrderPeer
{
    /// <summary>Times between neighbours.</summary>
    public static PeerQuery Gaps(PeerSource source, IReadOnlyList<MetricDefinition> definitions)
    {
        var windows = Windows(definitions);
        var metrics = definitions.SelectMany(Catalogue.Metrics).ToList();
        var where = source.Where(definitions[0].Where, windows);
        string Form(string gap, string from) => $"""
            SELECT subject, {PeerQuery.Columns(metrics.Select(m => Gap(m, source.Within(m.Window.First, windows) ?? "true")))}
            FROM (SELECT subject, "at", {gap} AS gap FROM {from}) GROUP BY subject
            """;
        return new PeerQuery(
            $"{source.Stream.Name} gaps: {metrics.Count} metrics",
            metrics,
            Form("CASE WHEN lag(subject) OVER () = subject THEN lag(\"at\") OVER () - \"at\" END", source.Ordered("subject, \"at\"", where)),
            Form("lag(\"at\") OVER (PARTITION BY subject ORDER BY \"at\" DESC, tie) - \"at\"", $"{source.Table} WHERE {where}"));
    }

    /// <summary>Newest rows in a row for which a further condition holds: places up to the first row that breaks it, or rows newer than that row.</summary>
    public static PeerQuery Streaks(PeerSource source, IReadOnlyList<MetricDefinition> definitions)
    {
        var windows = Windows(definitions);
        var metrics = definitions.SelectMany(Catalogue.Metrics).ToList();
        var where = source.Where(definitions[0].Of, windows);
        string Within(Metric m) => source.Within(m.Window.First, windows) ?? "true";
        int At(Metric m) => definitions.ToList().IndexOf(m.Definition);
        var holds = string.Join(", ", definitions.Select((d, i) => $"({PeerCondition.All(d.Where.Except(d.Of)) ?? "true"}) AS h{i}"));
        var used = string.Concat(definitions.SelectMany(d => d.Where.Except(d.Of)).Select(c => c.Field).Where(source.Stream.Fields.Contains).Distinct().Select(f => $", \"{f.Name}\""));
        string ByPlace(string place, string from) => $"""
            SELECT subject, {PeerQuery.Columns(metrics.Select(m => $"coalesce(coalesce(min(CASE WHEN NOT h{At(m)} AND {Within(m)} THEN place END), max(CASE WHEN {Within(m)} THEN place END) + 1) - min(place), 0)"))}
            FROM (SELECT subject, "at", {holds}, {place} AS place FROM {from}) GROUP BY subject
            """;
        var breaks = string.Join(", ", definitions.Select((_, i) => $"max(CASE WHEN NOT h{i} THEN \"at\" END) AS b{i}"));
        var byTime = $"""
            SELECT subject, {PeerQuery.Columns(metrics.Select(m => $"count_if({Within(m)} AND \"at\" > coalesce(b{At(m)}, -1))"))}
            FROM (SELECT subject, "at" FROM {source.Table} WHERE {where})
            JOIN (SELECT subject, {breaks} FROM (SELECT subject, "at", {holds} FROM {source.Table} WHERE {where}) GROUP BY subject) USING (subject) GROUP BY subject
            """;
        return new PeerQuery(
            $"{source.Stream.Name} streaks: {metrics.Count} metrics",
            metrics,
            ByPlace("row_number() OVER ()", source.Ordered($"subject, \"at\"{used}", where)),
            byTime);
    }

    /// <summary>The number in the newest and in the oldest row.</summary>
    public static PeerQuery Ends(PeerSource source, IReadOnlyList<MetricDefinition> definitions)
    {
        var windows = Windows(definitions);
        var metrics = definitions.SelectMany(Catalogue.Metrics).ToList();
        string Value(Metric m)
        {
            var x = source.Within(m.Window.First, windows) is { } within ? $"CASE WHEN {within} THEN \"{m.Definition.Value!.Name}\" END" : $"\"{m.Definition.Value!.Name}\"";
            return $"{(m.Definition.Aggregate == Aggregate.LastValue ? "arg_max" : "arg_min")}({x}, \"at\") / {m.Definition.Value.Scale}.0";
        }

        return new PeerQuery(
            $"{source.Stream.Name} ends: {metrics.Count} metrics",
            metrics,
            $"SELECT subject, {PeerQuery.Columns(metrics.Select(Value))} FROM {source.Table} WHERE {source.Where(PeerQueries.Rows(definitions[0]), windows)} GROUP BY subject");
    }

    private static string Gap(Metric metric, string within)
    {
        string Over(string x) => within == "true" ? x : $"CASE WHEN {within} THEN {x} END";
        var (sum, squares) = ($"sum({Over("CAST(gap AS DOUBLE)")})", $"sum({Over("CAST(gap AS DOUBLE) * gap")})");
        return metric.Definition.Aggregate switch
        {
            Aggregate.GapMax => $"max({Over("gap")}) / 1e6",
            Aggregate.GapMin => $"min({Over("gap")}) / 1e6",
            _ => $"sqrt(greatest(count({Over("gap")}) * {squares} - {sum} * {sum}, 0)) / nullif({sum}, 0)",
        };
    }

    private static List<Window> Windows(IEnumerable<MetricDefinition> definitions) => [.. definitions.SelectMany(d => d.Windows).Select(w => w.First).Distinct().Order()];
}
