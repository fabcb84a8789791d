using System.Globalization;
using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// Quantiles of a number of some rows, in DuckDB. quantile_disc takes rank ⌈q n⌉ − 1, which is our ⌊q (n − 1)⌋ at 0.05, 0.1 and 0.5 and not at others: these
/// come from a sorted list, which took twice as long. approx_quantile took six times as long and is not within 0.8 %.
/// </summary>
internal static class QuantilePeer
{
    public static PeerQuery Query(PeerSource source, IReadOnlyList<MetricDefinition> definitions)
    {
        var metrics = definitions.SelectMany(Catalogue.Metrics).ToList();
        List<Window> windows = [.. metrics.Select(m => m.Window.First).Distinct().Order()];
        var where = source.Where(PeerQueries.Rows(definitions[0]), windows);
        var (x, scale) = ($"\"{definitions[0].Value!.Name}\"", $"{definitions[0].Value!.Scale}.0");
        string Filtered(string aggregate, Window window) => source.Within(window, windows) is { } within ? $"{aggregate} FILTER ({within})" : aggregate;
        var lists = string.Join(", ", windows.Select((w, i) => $"list_sort({Filtered($"list({x})", w)}) AS l{i}"));
        string Ranked(Metric m) => $"l{windows.IndexOf(m.Window.First)}";
        var sorted = $"""
            SELECT subject, {PeerQuery.Columns(metrics.Select(m => $"{Ranked(m)}[1 + CAST(floor({Real(m)} * (len({Ranked(m)}) - 1)) AS BIGINT)] / {scale}"))}
            FROM (SELECT subject, {lists} FROM {source.Table} WHERE {where} GROUP BY subject)
            """;
        var selected = $"SELECT subject, {PeerQuery.Columns(metrics.Select(m => $"{Filtered($"quantile_disc({x}, {Real(m)})", m.Window.First)} / {scale}"))} FROM {source.Table} WHERE {where} GROUP BY subject";
        var name = $"{source.Stream.Name} quantiles of {definitions[0].Value!.Name}: {metrics.Count} metrics";
        return definitions.All(d => d.Quantile is 0.05 or 0.1 or 0.5) ? new PeerQuery(name, metrics, selected, sorted) : new PeerQuery(name, metrics, sorted);
    }

    private static string Real(Metric metric) => $"CAST({metric.Definition.Quantile.ToString("R", CultureInfo.InvariantCulture)} AS DOUBLE)";
}
