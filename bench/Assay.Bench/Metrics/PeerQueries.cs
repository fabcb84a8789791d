using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// All metrics of a subject that are computed from events, as queries of the peer's, in the formulation that was found fastest for each family
/// (README.md has the figures). Linear metrics of rows that share a condition stand in one query.
/// </summary>
internal static class PeerQueries
{
    /// <summary>Aggregates whose states only add up, or keep the least or greatest.</summary>
    public static IReadOnlySet<Aggregate> Linear { get; } = new HashSet<Aggregate>
    {
        Aggregate.Count, Aggregate.Rate, Aggregate.Sum, Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.Variance, Aggregate.Deviation, Aggregate.Variation, Aggregate.Trend,
    };

    /// <summary>Aggregates that are the linear query's too, for they need no more than the least and greatest time.</summary>
    private static readonly HashSet<Aggregate> s_times = [Aggregate.SinceFirst, Aggregate.SinceLast, Aggregate.GapMean];

    /// <summary>The queries over a stream.</summary>
    public static IEnumerable<PeerQuery> Of(PeerSource source, IReadOnlyList<MetricDefinition> definitions)
    {
        var ofStream = definitions.Where(d => d.Stream == source.Stream).ToList();
        var parting = Parting(ofStream);
        foreach (var group in ofStream.Where(d => Linear.Contains(d.Aggregate) || s_times.Contains(d.Aggregate)).GroupBy(d => Shared(d, parting)))
        {
            yield return new LinearPeer(source, group.Key, [.. group]).Query();
        }

        foreach (var group in ofStream.Where(d => Key(source, d) is not null).GroupBy(d => (Key: Key(source, d)!, Where: Text(d.Where))))
        {
            yield return new TallyPeer(source, group.Key.Key, [.. group]).Query();
        }

        foreach (var group in ofStream.Where(d => d.Aggregate == Aggregate.Streak).GroupBy(d => Text(d.Of)))
        {
            yield return OrderPeer.Streaks(source, [.. group]);
        }

        foreach (var group in ofStream.Where(d => d.Aggregate is Aggregate.GapMax or Aggregate.GapMin or Aggregate.GapVariation).GroupBy(d => Text(d.Where)))
        {
            yield return OrderPeer.Gaps(source, [.. group]);
        }

        foreach (var group in ofStream.Where(d => d.Aggregate is Aggregate.FirstValue or Aggregate.LastValue).GroupBy(d => (d.Value, Where: Text(d.Where))))
        {
            yield return OrderPeer.Ends(source, [.. group]);
        }

        foreach (var group in ofStream.Where(d => d.Aggregate == Aggregate.Quantile).GroupBy(d => (d.Value, Where: Text(d.Where))))
        {
            yield return QuantilePeer.Query(source, [.. group]);
        }
    }

    /// <summary>Conditions that every row of a definition has, with that of its number.</summary>
    public static IEnumerable<Condition> Rows(MetricDefinition d) => d.Value is null ? d.Where : d.Where.Append(new Condition(d.Value, Comparison.IsNotNull));

    // The code that most definitions fix to one value: rows are read once for each of its values, and not by metrics of the others.
    private static EventField? Parting(List<MetricDefinition> definitions) =>
        definitions.SelectMany(Base).Where(IsOneCode).GroupBy(c => c.Field).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Name, StringComparer.Ordinal).FirstOrDefault()?.Key;

    private static Condition? Shared(MetricDefinition d, EventField? parting) => Base(d).FirstOrDefault(c => c.Field == parting && IsOneCode(c));

    private static IReadOnlyList<Condition> Base(MetricDefinition d) => d.Aggregate == Aggregate.Rate ? d.Of : d.Where;

    private static bool IsOneCode(Condition condition) => condition.Comparison == Comparison.In && condition.Codes.Count == 1;

    private static string Text(IEnumerable<Condition> all) => string.Join(" and ", all.Select(c => c.Text));

    private static string? Key(PeerSource source, MetricDefinition d) => d.Aggregate switch
    {
        Aggregate.Distinct or Aggregate.Entropy or Aggregate.TopShare or Aggregate.TopCount or Aggregate.RepeatShare => PeerCondition.Field(d.By!),
        Aggregate.ActiveDays or Aggregate.TopDayShare or Aggregate.TopDayCount => $"CAST(\"at\" // {Window.Day} AS USMALLINT)",
        _ => null,
    };
}
