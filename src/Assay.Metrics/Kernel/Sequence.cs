using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>Times between rows, walking back from the newest, and how many fall on one UTC day.</summary>
internal sealed unsafe class Sequence(SequenceCell cell)
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
    public void Fold(ulong* features, long* at, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            if ((features[i] & cell.Mask) == cell.Mask)
            {
                Add(at[i]);
            }
        }
    }

    private void Add(long at)
    {
        if (Rows++ == 0)
        {
            Newest = at;
            dayStart = long.MaxValue;
        }
        else
        {
            var gap = Oldest - at;
            LongestGap = Math.Max(LongestGap, gap);
            ShortestGap = Math.Min(ShortestGap, gap);
            squares += (UInt128)(ulong)gap * (ulong)gap;
        }

        Oldest = at;
        if (at < dayStart)
        {
            dayStart = Window.Floor(at, Window.Day);
            Days++;
            onDay = 0;
        }

        TopDay = Math.Max(TopDay, ++onDay);
    }
}

/// <summary>The newest rows of some in a row for which a further condition holds.</summary>
internal sealed unsafe class Streak(StreakCell cell)
{
    private bool isBroken;

    /// <summary>How many.</summary>
    public long Length { get; private set; }

    /// <summary>Starts a subject.</summary>
    public void Reset() => (Length, isBroken) = (0, false);

    /// <summary>Folds rows, newest first.</summary>
    public void Fold(ulong* features, int from, int until)
    {
        for (var i = from; i < until && !isBroken; i++)
        {
            if ((features[i] & cell.Where) == cell.Where)
            {
                Length++;
            }
            else
            {
                isBroken = (features[i] & cell.Of) == cell.Of;
            }
        }
    }
}

/// <summary>The number in the newest row and in the oldest so far.</summary>
internal sealed unsafe class Ends(MeasureCell cell)
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
    public void Fold(ulong* features, long* measures, int stride, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            if ((features[i] & cell.Mask) == cell.Mask)
            {
                First = measures[(i * stride) + cell.Measure];
                Last = Any ? Last : First;
                Any = true;
            }
        }
    }
}
