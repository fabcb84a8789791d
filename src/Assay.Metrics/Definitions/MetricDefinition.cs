namespace Assay.Metrics.Definitions;

/// <summary>How events, or other metrics, become one value.</summary>
public enum Aggregate
{
    /// <summary>Events.</summary>
    Count,

    /// <summary>Sum of a number.</summary>
    Sum,

    /// <summary>Mean of a number.</summary>
    Mean,

    /// <summary>Least number.</summary>
    Min,

    /// <summary>Greatest number.</summary>
    Max,

    /// <summary>Population variance of a number.</summary>
    Variance,

    /// <summary>Population standard deviation of a number.</summary>
    Deviation,

    /// <summary>Standard deviation over mean.</summary>
    Variation,

    /// <summary>Share of events for which a further condition holds.</summary>
    Rate,

    /// <summary>Different values.</summary>
    Distinct,

    /// <summary>Shannon's entropy of the values, in bits.</summary>
    Entropy,

    /// <summary>Share of the most frequent value.</summary>
    TopShare,

    /// <summary>Events with the most frequent value.</summary>
    TopCount,

    /// <summary>Share of events whose value an older event had.</summary>
    RepeatShare,

    /// <summary>Quantile of a number; <see cref="MetricDefinition.Quantile"/> says which.</summary>
    Quantile,

    /// <summary>Number in the oldest event.</summary>
    FirstValue,

    /// <summary>Number in the newest event.</summary>
    LastValue,

    /// <summary>Time since the oldest event.</summary>
    SinceFirst,

    /// <summary>Time since the newest event.</summary>
    SinceLast,

    /// <summary>Mean time between neighbours.</summary>
    GapMean,

    /// <summary>Longest time between neighbours.</summary>
    GapMax,

    /// <summary>Shortest time between neighbours.</summary>
    GapMin,

    /// <summary>Deviation of the times between neighbours over their mean.</summary>
    GapVariation,

    /// <summary>UTC days with an event.</summary>
    ActiveDays,

    /// <summary>Share of the busiest UTC day.</summary>
    TopDayShare,

    /// <summary>Events of the busiest UTC day.</summary>
    TopDayCount,

    /// <summary>Newest events in a row for which a further condition holds.</summary>
    Streak,

    /// <summary>Where events lie between the window's start (−1) and end (1).</summary>
    Trend,

    /// <summary>Quotient of two metrics.</summary>
    Ratio,

    /// <summary>Difference of two metrics.</summary>
    Difference,

    /// <summary>Daily rate of a short window over that of a long one.</summary>
    Burst,

    /// <summary>Share of peers with a lower value.</summary>
    Percentile,

    /// <summary>Value over the peers' median.</summary>
    TimesMedian,
}

/// <summary>How the values of a subject's parts become one value of its own.</summary>
public enum RollUp
{
    /// <summary>The value of the whole that a part belongs to.</summary>
    Same,

    /// <summary>Parts with a value.</summary>
    Count,

    /// <summary>Sum of the values.</summary>
    Sum,

    /// <summary>Mean of the values.</summary>
    Mean,

    /// <summary>Least value.</summary>
    Min,

    /// <summary>Greatest value.</summary>
    Max,

    /// <summary>Share of the parts with a value whose value is above a bound.</summary>
    ShareAbove,
}

/// <summary>A metric's definition for one subject; with each of its windows it is a metric.</summary>
public sealed record MetricDefinition
{
    /// <summary>The name without the subject.</summary>
    public required string Name { get; init; }

    /// <summary>Whose metric it is.</summary>
    public required string Subject { get; init; }

    /// <summary>The family it is listed under.</summary>
    public required string Family { get; init; }

    /// <summary>What its value is counted in.</summary>
    public required string Unit { get; init; }

    /// <summary>What it is, for a person.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why it tells something.</summary>
    public required string Why { get; init; }

    /// <summary>How it is computed.</summary>
    public required Aggregate Aggregate { get; init; }

    /// <summary>Its windows; for a burst and other pairs the first of each.</summary>
    public required IReadOnlyList<WindowPair> Windows { get; init; }

    /// <summary>The events' stream; null for what is computed from other metrics.</summary>
    public EventStream? Stream { get; init; }

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>For a rate or a streak: conditions of the events it is taken of; <see cref="Where"/> then has these and its own.</summary>
    public IReadOnlyList<Condition> Of { get; init; } = [];

    /// <summary>The number that is aggregated.</summary>
    public EventField? Value { get; init; }

    /// <summary>The code or key that is tallied.</summary>
    public EventField? By { get; init; }

    /// <summary>Which quantile, 0 to 1.</summary>
    public double Quantile { get; init; }

    /// <summary>The definition that a derived one is computed from, with its subject: <c>seller.orders</c>.</summary>
    public string? From { get; init; }

    /// <summary>The definition that it is divided by or taken off.</summary>
    public string? To { get; init; }

    /// <summary>The groups whose members are peers; empty for all.</summary>
    public IReadOnlyList<string> Among { get; init; } = [];

    /// <summary>For a roll-up: the subject whose values are rolled up.</summary>
    public string? Over { get; init; }

    /// <summary>For a roll-up: how.</summary>
    public RollUp RollUp { get; init; }

    /// <summary>For <see cref="Definitions.RollUp.ShareAbove"/>: the bound.</summary>
    public double Above { get; init; }

    /// <summary>Where it was written: file and line.</summary>
    public string At { get; init; } = "";

    /// <summary>The name with the subject, as other definitions name it: <c>seller.orders</c>.</summary>
    public string Id => $"{Subject}.{Name}";
}

/// <summary>A metric's window, or its two: <c>7d</c>, <c>1d/30d</c>.</summary>
/// <param name="First">The window; of a pair the short one.</param>
/// <param name="Second">Of a pair the long one.</param>
public readonly record struct WindowPair(Window First, Window? Second = null)
{
    /// <summary>As it ends a metric's name: <c>7d</c>, <c>1d_30d</c>.</summary>
    public string Suffix => Second is { } second ? $"{First.Name}_{second.Name}" : First.Name;

    /// <inheritdoc/>
    public override string ToString() => Second is { } second ? $"{First.Name}/{second.Name}" : First.Name;
}

/// <summary>A definition at one of its windows: one value a subject.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Window">The window.</param>
public sealed record Metric(MetricDefinition Definition, WindowPair Window)
{
    /// <summary>Its name, with the subject: <c>seller.orders_30d</c>.</summary>
    public string Id => $"{Definition.Id}_{Window.Suffix}";

    /// <summary>Its column among its subject's metrics: <c>orders_30d</c>.</summary>
    public string Column => $"{Definition.Name}_{Window.Suffix}";
}
