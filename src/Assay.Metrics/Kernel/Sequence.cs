using System.Numerics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>What is asked of a sequence; what nobody asks for is not kept.</summary>
[Flags]
internal enum SequenceParts
{
    /// <summary>Newest and oldest alone.</summary>
    Ends = 0,

    /// <summary>Longest and shortest gap.</summary>
    Gaps = 1,

    /// <summary>Squares of gaps.</summary>
    Squares = 2,

    /// <summary>Days.</summary>
    Days = 4,
}

/// <summary>Times between rows, walking back from the newest, and how many fall on one UTC day.</summary>
internal sealed unsafe class Sequence(ulong* rows, SequenceParts parts)
{
    private UInt128 squares;
    private long dayStart;
    private long onDay;

    /// <summary>Rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The newest row's time in microseconds.</summary>
    public long Newest { get; private set; }

    /// <summary>The oldest row's time so far.</summary>
    public long Oldest { get; private set; }

    /// <summary>The longest time between neighbours.</summary>
    public long LongestGap { get; private set; }

    /// <summary>The shortest time between neighbours.</summary>
    public long ShortestGap { get; private set; }

    /// <summary>Days with a row.</summary>
    public long Days { get; private set; }

    /// <summary>Rows on the busiest day.</summary>
    public long TopDay { get; private set; }

    /// <summary>Deviation of the times between neighbours over their mean; NaN where all rows are at one moment or there is but one.</summary>
    public double Variation
    {
        get
        {
            // With n gaps of sum S and sum of squares Q it is √(nQ − S²) / S. Microseconds squared fit 128 bits for a century of a million gaps.
            var sum = (UInt128)(ulong)(Newest - Oldest);
            return Rows < 2 || sum == 0 ? double.NaN : Math.Sqrt((double)(((UInt128)(ulong)(Rows - 1) * squares) - (sum * sum))) / (double)sum;
        }
    }

    /// <summary>Starts a subject.</summary>
    public void Reset() => (Rows, LongestGap, ShortestGap, Days, TopDay, onDay, squares) = (0, 0, long.MaxValue, 0, 0, 0, 0);

    /// <summary>Folds the rows from one to another, that one not; they come newest first.</summary>
    public void Fold(long* at, int from, int until)
    {
        var first = Selections.First(rows, from, until);
        if (first < 0)
        {
            return;
        }

        if (Rows == 0)
        {
            (Newest, Oldest, dayStart) = (at[first], at[first], long.MaxValue);
            LongestGap = -1;
        }

        if (parts != SequenceParts.Ends)
        {
            Walk(at, from, until);
        }

        Oldest = at[Selections.Last(rows, from, until)];
        Rows += Selections.Count(rows, from, until);
    }

    private void Walk(long* at, int from, int until)
    {
        var last = Oldest;
        var isFirst = Rows == 0;
        for (var w = from >> 6; w <= (until - 1) >> 6; w++)
        {
            for (var bits = Selections.Within(rows[w], w, from, until); bits != 0; bits &= bits - 1)
            {
                var time = at[(w << 6) + BitOperations.TrailingZeroCount(bits)];
                if (!isFirst)
                {
                    AddGap(last - time);
                }

                isFirst = false;
                last = time;
                if (parts.HasFlag(SequenceParts.Days))
                {
                    AddDay(time);
                }
            }
        }
    }

    private void AddGap(long gap)
    {
        LongestGap = Math.Max(LongestGap, gap);
        ShortestGap = Math.Min(ShortestGap, gap);
        if (parts.HasFlag(SequenceParts.Squares))
        {
            squares += (UInt128)(ulong)gap * (ulong)gap;
        }
    }

    private void AddDay(long time)
    {
        if (time < dayStart)
        {
            dayStart = Window.Floor(time, Window.Day);
            Days++;
            onDay = 0;
        }

        TopDay = Math.Max(TopDay, ++onDay);
    }
}

/// <summary>The newest rows of some in a row for which a further condition holds.</summary>
internal sealed unsafe class Streak(ulong* of, ulong* where)
{
    private bool isBroken;

    /// <summary>How many.</summary>
    public long Length { get; private set; }

    /// <summary>Starts a subject.</summary>
    public void Reset() => (Length, isBroken) = (0, false);

    /// <summary>Folds rows, newest first.</summary>
    public void Fold(int from, int until)
    {
        for (var w = from >> 6; w <= (until - 1) >> 6 && !isBroken; w++)
        {
            var holds = Selections.Within(where[w], w, from, until);
            var breaks = Selections.Within(of[w], w, from, until) & ~holds;
            isBroken = breaks != 0;
            Length += BitOperations.PopCount(isBroken ? holds & ((breaks & (0 - breaks)) - 1) : holds);
        }
    }
}

/// <summary>The number in the newest row and in the oldest so far.</summary>
internal sealed unsafe class Ends(MeasureCell cell, ulong* rows)
{
    /// <summary>True once there is a row.</summary>
    public bool Any { get; private set; }

    /// <summary>The newest row's.</summary>
    public long Last { get; private set; }

    /// <summary>The oldest row's.</summary>
    public long First { get; private set; }

    /// <summary>Starts a subject.</summary>
    public void Reset() => Any = false;

    /// <summary>Folds rows, newest first.</summary>
    public void Fold(long* measures, int stride, int from, int until)
    {
        var first = Selections.First(rows, from, until);
        if (first < 0)
        {
            return;
        }

        Last = Any ? Last : measures[(first * stride) + cell.Measure];
        First = measures[(Selections.Last(rows, from, until) * stride) + cell.Measure];
        Any = true;
    }
}
