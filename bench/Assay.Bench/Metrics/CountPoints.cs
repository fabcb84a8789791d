using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>What a run has to do, counted by SQL and outside of every time.</summary>
/// <param name="DataPoints">
/// Values of rows: one for each column of a row that some definition aggregates (a number, a key or code that is tallied, the time where gaps, days, hours or the
/// time since count), that is not null, and that is folded into at least one window's state. A row counts once however many definitions and windows fold it.
/// </param>
/// <param name="Considered">Definitions times the rows in their widest windows: each has to be folded or left out.</param>
/// <param name="Folded">Those of them that the definition's conditions let through.</param>
internal sealed record CountPoints(long DataPoints, long Considered, long Folded)
{
    /// <summary>Counts over all streams.</summary>
    public static CountPoints Of(IWarehouse session, Catalogue catalogue, IEnumerable<PeerSource> sources)
    {
        var all = new CountPoints(0, 0, 0);
        foreach (var source in sources)
        {
            var definitions = catalogue.Definitions.Where(d => d.Stream == source.Stream).ToList();
            if (definitions.Count == 0)
            {
                continue;
            }

            var fields = definitions.GroupBy(Column).Where(g => g.Key is not null).Select(g => $"count_if({string.Join(" OR ", g.Select(d => $"({Takes(source, d)})").Distinct())})");
            var considered = definitions.Select(d => $"count_if({source.Where([], Windows(d))})");
            var folded = definitions.Select(d => $"count_if({Takes(source, d)})");
            all = new CountPoints(
                all.DataPoints + Sum(session, source, fields), all.Considered + Sum(session, source, considered), all.Folded + Sum(session, source, folded));
        }

        return all;
    }

    private static long Sum(IWarehouse session, PeerSource source, IEnumerable<string> counts) =>
        counts.DefaultIfEmpty("0").Chunk(20).Sum(some => session.Number(new Sql("count points", $"SELECT CAST({string.Join(" + ", some)} AS BIGINT) FROM {source.Table}")));

    private static string? Column(MetricDefinition d) => d.Aggregate switch
    {
        Aggregate.Count or Aggregate.Rate or Aggregate.Streak => null,
        _ when d.By == EventStream.Hour || d.By == EventStream.Weekday => "at",
        _ => d.Value?.Name ?? d.By?.Name ?? "at",
    };

    // A rate or streak takes the rows that its share is of.
    private static string Takes(PeerSource source, MetricDefinition d)
    {
        var given = d.Value ?? (d.By is { } by && source.Stream.Fields.Contains(by) ? by : null);
        var conditions = d.Aggregate is Aggregate.Rate or Aggregate.Streak ? d.Of : d.Where;
        return source.Where(given is null ? conditions : conditions.Append(new Condition(given, Comparison.IsNotNull)), Windows(d));
    }

    private static IEnumerable<Window> Windows(MetricDefinition d) => d.Windows.Select(w => w.First);
}
