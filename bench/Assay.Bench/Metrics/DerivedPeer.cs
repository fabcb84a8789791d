using System.Globalization;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Bench.Metrics;

/// <summary>Ratios, differences and bursts in DuckDB: a query for those that need the same results of other queries, which it joins. One query with all 60 joins took three times as long.</summary>
/// <param name="catalogue">The definitions.</param>
/// <param name="places">Where the values of events stand: the table's number and the column's.</param>
/// <param name="t">The moment.</param>
internal sealed class DerivedPeer(Catalogue catalogue, IReadOnlyDictionary<string, (int Table, int Column)> places, long t)
{
    /// <summary>The queries.</summary>
    public IEnumerable<PeerQuery> Queries(string subject, int subjects)
    {
        var metrics = catalogue.Of(subject).Where(m => m.Definition.Stream is null).ToList();
        foreach (var group in metrics.GroupBy(m => string.Join(",", Tables(m).Distinct().Order())))
        {
            var joins = string.Concat(group.Key.Split(',').Select(i => $"\nLEFT JOIN peer_{i} AS t{i} USING (subject)"));
            var values = PeerQuery.Columns(group.Select(Value));
            yield return new PeerQuery(
                $"derived: {group.Count()} metrics", [.. group], $"SELECT subject, {values}\nFROM (SELECT CAST(range AS UINTEGER) AS subject FROM range(1, {subjects + 1})){joins}");
        }
    }

    private IEnumerable<int> Tables(Metric metric) =>
        metric.Definition.Stream is not null ? [places[metric.Id].Table] : Tables(First(metric)).Concat(Tables(Second(metric)));

    private Metric First(Metric metric) => new(catalogue.Find(metric.Definition.From!)!, new WindowPair(metric.Window.First));

    private Metric Second(Metric metric) =>
        new(catalogue.Find(metric.Definition.To ?? metric.Definition.From!)!, new WindowPair(metric.Window.Second ?? metric.Window.First));

    private string Value(Metric metric)
    {
        var (d, first, second) = (metric.Definition, metric.Window.First, metric.Window.Second ?? metric.Window.First);
        if (d.Stream is not null)
        {
            var (table, column) = places[metric.Id];
            return CompileStream.IsZero(d.Aggregate) ? $"coalesce(t{table}.m{column}, 0)" : $"t{table}.m{column}";
        }

        var (x, y) = (Value(First(metric)), Value(Second(metric)));
        return d.Aggregate switch
        {
            Aggregate.Difference => $"({x} - {y})",
            Aggregate.Ratio => $"({x} / nullif({y}, 0))",
            _ => $"({x} * {Days(second)} / nullif({y} * {Days(first)}, 0))",
        };
    }

    private string Days(Window window) => $"CAST({window.Days(t).ToString("R", CultureInfo.InvariantCulture)} AS DOUBLE)";
}
