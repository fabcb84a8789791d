namespace Assay.Metrics.Definitions;

/// <summary>What an aggregate is made of, and so which keys its definition has.</summary>
internal enum Needs
{
    /// <summary>Events alone.</summary>
    Events,

    /// <summary>Events, and a number of theirs.</summary>
    Value,

    /// <summary>Events, and a code or key of theirs.</summary>
    By,

    /// <summary>Events, and those among them that a condition holds for.</summary>
    Of,

    /// <summary>Two other metrics.</summary>
    Two,

    /// <summary>One other metric at two windows.</summary>
    Pair,

    /// <summary>One other metric, and the peers' values of it.</summary>
    Peers,
}

/// <summary>An aggregate as it is written in a definition.</summary>
internal sealed record AggregateForm(string Name, Aggregate Aggregate, Needs Needs, double Quantile = 0)
{
    /// <summary>Every aggregate of events and of metrics.</summary>
    public static IReadOnlyList<AggregateForm> All { get; } =
    [
        new("count", Aggregate.Count, Needs.Events),
        new("sum", Aggregate.Sum, Needs.Value),
        new("mean", Aggregate.Mean, Needs.Value),
        new("min", Aggregate.Min, Needs.Value),
        new("max", Aggregate.Max, Needs.Value),
        new("variance", Aggregate.Variance, Needs.Value),
        new("deviation", Aggregate.Deviation, Needs.Value),
        new("variation", Aggregate.Variation, Needs.Value),
        new("rate", Aggregate.Rate, Needs.Of),
        new("distinct", Aggregate.Distinct, Needs.By),
        new("entropy", Aggregate.Entropy, Needs.By),
        new("top_share", Aggregate.TopShare, Needs.By),
        new("top_count", Aggregate.TopCount, Needs.By),
        new("repeat_share", Aggregate.RepeatShare, Needs.By),
        .. new[] { 5, 10, 25, 50, 75, 90, 95, 99 }.Select(p => new AggregateForm($"p{p:00}", Aggregate.Quantile, Needs.Value, p / 100.0)),
        new("first_value", Aggregate.FirstValue, Needs.Value),
        new("last_value", Aggregate.LastValue, Needs.Value),
        new("since_first", Aggregate.SinceFirst, Needs.Events),
        new("since_last", Aggregate.SinceLast, Needs.Events),
        new("gap_mean", Aggregate.GapMean, Needs.Events),
        new("gap_max", Aggregate.GapMax, Needs.Events),
        new("gap_min", Aggregate.GapMin, Needs.Events),
        new("gap_variation", Aggregate.GapVariation, Needs.Events),
        new("active_days", Aggregate.ActiveDays, Needs.Events),
        new("top_day_share", Aggregate.TopDayShare, Needs.Events),
        new("top_day_count", Aggregate.TopDayCount, Needs.Events),
        new("streak", Aggregate.Streak, Needs.Of),
        new("trend", Aggregate.Trend, Needs.Events),
        new("ratio", Aggregate.Ratio, Needs.Two),
        new("difference", Aggregate.Difference, Needs.Two),
        new("burst", Aggregate.Burst, Needs.Pair),
        new("percentile", Aggregate.Percentile, Needs.Peers),
        new("times_median", Aggregate.TimesMedian, Needs.Peers),
    ];

    /// <summary>Roll-ups as they are written.</summary>
    public static IReadOnlyDictionary<string, RollUp> RollUps { get; } = new Dictionary<string, RollUp>(StringComparer.Ordinal)
    {
        ["same"] = RollUp.Same, ["count"] = RollUp.Count, ["sum"] = RollUp.Sum, ["mean"] = RollUp.Mean, ["min"] = RollUp.Min, ["max"] = RollUp.Max,
        ["share_above"] = RollUp.ShareAbove,
    };
}
