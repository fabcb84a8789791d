using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>
/// All definitions of one subject over one stream, as cells that a row is folded into once for all windows, and the way from cells to values at the
/// start of each window.
/// </summary>
public sealed class StreamPlan
{
    internal StreamPlan(string subject, EventStream stream) => (Subject, Stream) = (subject, stream);

    /// <summary>Whose metrics they are.</summary>
    public string Subject { get; }

    /// <summary>The stream.</summary>
    public EventStream Stream { get; }

    /// <summary>Metrics of the subject, over all streams: the width of a row of values.</summary>
    public int Width { get; internal init; }

    /// <summary>The conditions, one bit each.</summary>
    public Features Features { get; internal init; } = new();

    /// <summary>Fields whose columns the plan reads, in a block's order. <c>hour</c> and <c>weekday</c> are made from the time and are not among them.</summary>
    public IReadOnlyList<EventField> Columns { get; internal init; } = [];

    /// <summary>Numbers that are folded: their columns; −1 for the row's age in seconds.</summary>
    public IReadOnlyList<int> Measures { get; internal init; } = [];

    /// <summary>Row counts.</summary>
    public CountCell[] Counts { get; internal init; } = [];

    /// <summary>Sums.</summary>
    public MeasureCell[] Sums { get; internal init; } = [];

    /// <summary>Sums of squares.</summary>
    public MeasureCell[] Squares { get; internal init; } = [];

    /// <summary>Least numbers.</summary>
    public MeasureCell[] Minima { get; internal init; } = [];

    /// <summary>Greatest numbers.</summary>
    public MeasureCell[] Maxima { get; internal init; } = [];

    /// <summary>Numbers of the oldest and newest row.</summary>
    public MeasureCell[] Ends { get; internal init; } = [];

    /// <summary>Quantile sketches.</summary>
    public MeasureCell[] Sketches { get; internal init; } = [];

    /// <summary>Tallies.</summary>
    public TallyCell[] Tallies { get; internal init; } = [];

    /// <summary>Time sequences.</summary>
    public SequenceCell[] Sequences { get; internal init; } = [];

    /// <summary>Streaks.</summary>
    public StreakCell[] Streaks { get; internal init; } = [];

    /// <summary>The windows, narrowest first, each with what is written at its start.</summary>
    public IReadOnlyList<(Window Window, Output[] Outputs)> Windows { get; internal init; } = [];

    /// <summary>Places of the stream's metrics, each with its value for a subject without rows: 0 or NaN, which stands for null.</summary>
    public IReadOnlyList<(int Place, double Value)> Empty { get; internal init; } = [];

    /// <summary>Tally columns that are made from the time: counted from the end of <see cref="Columns"/>.</summary>
    public int HourColumn => Columns.Count;

    /// <summary>The weekday's.</summary>
    public int WeekdayColumn => Columns.Count + 1;
}
