using System.Numerics;
using Assay.Metrics.Definitions;

namespace Assay.Tests.MetricEngine;

/// <summary>
/// What docs/metric-language.md says, computed one metric of one subject at a time, by lists: slow and plain. Sums are exact; values that the documents give one
/// written order of division must come out to the bit, logarithms within a tolerance that the caller gives.
/// </summary>
internal static class Oracle
{
    public static double? Value(Metric metric, IEnumerable<Thing> things, uint subject, long t)
    {
        var d = metric.Definition;
        var seen = things.Where(e => e.Subject == subject && e.At < t && e.KnownFrom <= t && e.KnownUntil > t && e.At >= metric.Window.First.Start(t))
            .OrderByDescending(e => e.At).ThenBy(e => e.Tie).ToList();
        var rows = seen.Where(e => d.Where.All(c => Holds(c, e))).ToList();
        var numbers = d.Value is null ? [] : rows.Select(e => e.Fields[d.Value.Name]).OfType<long>().ToList();
        var tally = d.By is null ? [] : rows.Select(e => Code(d.By, e)).OfType<long>().ToList();
        var of = seen.Where(e => d.Of.All(c => Holds(c, e))).ToList();
        return d.Aggregate switch
        {
            Aggregate.Count => rows.Count,
            Aggregate.Rate => of.Count == 0 ? null : rows.Count / (double)of.Count,
            Aggregate.Streak => of.TakeWhile(rows.Contains).Count(),
            Aggregate.Distinct => tally.Distinct().Count(),
            Aggregate.TopCount => tally.GroupBy(x => x).Select(g => g.Count()).DefaultIfEmpty().Max(),
            Aggregate.ActiveDays => Days(rows).Count,
            Aggregate.TopDayCount => Days(rows).DefaultIfEmpty().Max(),
            Aggregate.Entropy or Aggregate.TopShare or Aggregate.RepeatShare => tally.Count == 0 ? null : OfTally(d.Aggregate, tally),
            Aggregate.Trend => rows.Count == 0 ? null : Trend(rows, metric.Window.First, t),
            _ when d.Value is not null => numbers.Count == 0 ? null : OfNumbers(d, numbers),
            _ => rows.Count == 0 ? null : OfTimes(d.Aggregate, [.. rows.Select(e => e.At)], Days(rows), t),
        };
    }

    private static double? OfNumbers(MetricDefinition d, List<long> numbers)
    {
        var sum = numbers.Aggregate(BigInteger.Zero, (s, x) => s + x);
        var n = numbers.Count;
        double scale = d.Value!.Scale;
        var spread = (double)(Int128)((n * numbers.Aggregate(BigInteger.Zero, (s, x) => s + ((BigInteger)x * x))) - (sum * sum));
        return d.Aggregate switch
        {
            Aggregate.Sum => (double)(long)sum / scale,
            Aggregate.Mean => (double)(long)sum / (n * scale),
            Aggregate.Min => numbers.Min() / scale,
            Aggregate.Max => numbers.Max() / scale,
            Aggregate.FirstValue => numbers[^1] / scale,
            Aggregate.LastValue => numbers[0] / scale,
            Aggregate.Variance => spread / ((double)n * n) / (scale * scale),
            Aggregate.Deviation => Math.Sqrt(spread) / (n * scale),
            Aggregate.Variation => sum.IsZero ? null : Math.Sqrt(spread) / Math.Abs((double)(long)sum),
            _ => numbers.Order().ElementAt((int)Math.Floor(d.Quantile * (n - 1))) / scale,
        };
    }

    private static double OfTally(Aggregate aggregate, List<long> values)
    {
        var counts = values.GroupBy(x => x).Select(g => g.Count()).ToList();
        double n = values.Count;
        return aggregate switch
        {
            Aggregate.TopShare => counts.Max() / n,
            Aggregate.RepeatShare => (n - counts.Count) / n,
            _ => -counts.Sum(c => c / n * Math.Log2(c / n)),
        };
    }

    private static double? OfTimes(Aggregate aggregate, List<long> times, List<int> days, long t)
    {
        var gaps = times.Zip(times.Skip(1), (newer, older) => newer - older).ToList();
        return aggregate switch
        {
            Aggregate.SinceLast => (t - times[0]) / 1e6,
            Aggregate.SinceFirst => (t - times[^1]) / 1e6,
            Aggregate.TopDayShare => days.Max() / (double)times.Count,
            _ when gaps.Count == 0 => null,
            Aggregate.GapMean => gaps.Sum() / (1e6 * gaps.Count),
            Aggregate.GapMax => gaps.Max() / 1e6,
            Aggregate.GapMin => gaps.Min() / 1e6,
            _ => Variation(gaps),
        };
    }

    private static double? Variation(List<long> gaps)
    {
        var sum = gaps.Aggregate(BigInteger.Zero, (s, x) => s + x);
        var spread = (gaps.Count * gaps.Aggregate(BigInteger.Zero, (s, x) => s + ((BigInteger)x * x))) - (sum * sum);
        return sum.IsZero ? null : Math.Sqrt((double)(UInt128)spread) / (double)(UInt128)sum;
    }

    private static double Trend(List<Thing> rows, Window window, long t) =>
        1 - (2 * (double)rows.Sum(e => (t - e.At) / 1_000_000) / (rows.Count * ((t - window.Start(t)) / 1e6)));

    private static List<int> Days(List<Thing> rows) => [.. rows.GroupBy(e => DateOnly.FromDateTime(Moments.FromMicros(e.At))).Select(g => g.Count())];

    private static bool Holds(Condition condition, Thing thing)
    {
        var value = Code(condition.Field, thing);
        return condition.Comparison switch
        {
            Comparison.IsNull => value is null,
            Comparison.IsNotNull => value is not null,
            Comparison.In => value is { } code && condition.Codes.Contains((byte)code),
            Comparison.NotIn => value is { } code && !condition.Codes.Contains((byte)code),
            _ => value >= condition.From && value < condition.Until,
        };
    }

    private static long? Code(EventField field, Thing thing) => field.Name switch
    {
        "hour" => Moments.FromMicros(thing.At).Hour + 1,
        "weekday" => (((int)Moments.FromMicros(thing.At).DayOfWeek + 6) % 7) + 1,
        _ => thing.Fields[field.Name],
    };
}
