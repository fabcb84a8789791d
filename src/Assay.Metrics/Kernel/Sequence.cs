using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
internal sealed unsafe class Sequence(ulong* rows, SequenceParts parts, Course course, int place) : RowCell(course, place)
{
    /// <summary>Place of the number of rows.</summary>
    public const int Rows = 0;

    /// <summary>Place of the newest row's time in microseconds.</summary>
    public const int Newest = 1;

    /// <summary>Place of the oldest row's time.</summary>
    public const int Oldest = 2;

    /// <summary>Place of the time from the oldest to the newest.</summary>
    public const int Span = 3;

    /// <summary>Place of the longest time between neighbours.</summary>
    public const int LongestGap = 4;

    /// <summary>Place of the shortest time between neighbours.</summary>
    public const int ShortestGap = 5;

    /// <summary>Place of the number of days with a row.</summary>
    public const int Days = 6;

    /// <summary>Place of the rows on the busiest day.</summary>
    public const int TopDay = 7;

    /// <summary>Place of the gaps' deviation over their mean, as the bits of its value.</summary>
    public const int Variation = 8;

    /// <summary>Numbers of a snapshot.</summary>
    public const int Width = 9;

    private State state;

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        var at = (long*)block.At;
        foreach (ref readonly var s in Course.Stretches)
        {
            if (s.IsFirst)
            {
                state = new State { ShortestGap = long.MaxValue, LongestGap = -1, Day = int.MinValue };
            }

            var first = Selections.First(rows, s.From, s.Until);
            if (first >= 0)
            {
                Walk(at, decode.Days, first, s);
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                Write(Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot));
            }
        }
    }

    private void Write(long* to)
    {
        to[Rows] = state.Rows;
        to[Newest] = state.Newest;
        to[Oldest] = state.Oldest;
        to[Span] = state.Newest - state.Oldest;
        to[LongestGap] = state.LongestGap;
        to[ShortestGap] = state.ShortestGap;
        to[Days] = state.Days;
        to[TopDay] = state.TopDay;
        if (parts.HasFlag(SequenceParts.Squares))
        {
            *(double*)(to + Variation) = state.Variation;
        }
    }

    private void Walk(long* at, int* days, int first, in Stretch s)
    {
        if (state.Rows == 0)
        {
            (state.Newest, state.Oldest) = (at[first], at[first]);
        }

        if (parts.HasFlag(SequenceParts.Days))
        {
            WalkDays(days, s);
        }

        if (parts.HasFlag(SequenceParts.Gaps) || parts.HasFlag(SequenceParts.Squares))
        {
            WalkGaps(at, s);
        }

        state.Oldest = at[Selections.Last(rows, s.From, s.Until)];
        state.Rows += Selections.Count(rows, s.From, s.Until);
    }

    // Lengths go through vectors, which take the greater without a branch.
    private void WalkGaps(long* at, in Stretch s)
    {
        var longest = Vector128.CreateScalar(state.LongestGap);
        var shortest = Vector128.CreateScalar(state.ShortestGap);
        var squares = state.Squares;
        var last = state.Oldest;
        var skips = state.Rows == 0;
        for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
        {
            for (var bits = Selections.Within(rows[w], w, s.From, s.Until); bits != 0; bits &= bits - 1)
            {
                var time = at[(w << 6) + BitOperations.TrailingZeroCount(bits)];
                var gap = last - time;
                last = time;
                if (skips)
                {
                    skips = false;
                    continue;
                }

                longest = Vector128.Max(longest, Vector128.CreateScalar(gap));
                shortest = Vector128.Min(shortest, Vector128.CreateScalar(gap));
                if (parts.HasFlag(SequenceParts.Squares))
                {
                    squares += (UInt128)(ulong)gap * (ulong)gap;
                }
            }
        }

        (state.LongestGap, state.ShortestGap, state.Squares) = (longest[0], shortest[0], squares);
    }

    // A day's count starts anew at its first row; it is at most one above the highest before.
    private void WalkDays(int* days, in Stretch s)
    {
        var (count, top, day, onDay) = (state.Days, state.TopDay, state.Day, state.OnDay);
        for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
        {
            for (var bits = Selections.Within(rows[w], w, s.From, s.Until); bits != 0; bits &= bits - 1)
            {
                var next = days[(w << 6) + BitOperations.TrailingZeroCount(bits)];
                var isNew = next != day ? 1L : 0;
                day = next;
                count += isNew;
                onDay = (onDay & (isNew - 1)) + 1;
                top += onDay > top ? 1 : 0;
            }
        }

        (state.Days, state.TopDay, state.Day, state.OnDay) = (count, top, day, onDay);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct State
    {
        public long Rows;
        public long Newest;
        public long Oldest;
        public long LongestGap;
        public long ShortestGap;
        public long Days;
        public long TopDay;
        public int Day;
        public long OnDay;
        public UInt128 Squares;

        // With n gaps of sum S and sum of squares Q it is √(nQ − S²) / S. Microseconds squared fit 128 bits for a century of a million gaps.
        public readonly double Variation
        {
            get
            {
                var sum = (UInt128)(ulong)(Newest - Oldest);
                return Rows < 2 || sum == 0 ? double.NaN : Math.Sqrt((double)(((UInt128)(ulong)(Rows - 1) * Squares) - (sum * sum))) / (double)sum;
            }
        }
    }
}

/// <summary>The newest rows of some in a row for which a further condition holds.</summary>
internal sealed unsafe class Streak(ulong* of, ulong* where, Course course, int place) : RowCell(course, place)
{
    /// <summary>Numbers of a snapshot: how many.</summary>
    public const int Width = 1;

    private bool isBroken;
    private long length;

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        foreach (ref readonly var s in Course.Stretches)
        {
            (length, isBroken) = s.IsFirst ? (0, false) : (length, isBroken);
            for (var w = s.From >> 6; w <= (s.Until - 1) >> 6 && !isBroken; w++)
            {
                var holds = Selections.Within(where[w], w, s.From, s.Until);
                var breaks = Selections.Within(of[w], w, s.From, s.Until) & ~holds;
                isBroken = breaks != 0;
                length += BitOperations.PopCount(isBroken ? holds & ((breaks & (0 - breaks)) - 1) : holds);
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                *Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot) = length;
            }
        }
    }
}

/// <summary>The number in the newest row and in the oldest so far.</summary>
internal sealed unsafe class Ends(MeasureCell cell, ulong* rows, Course course, int place) : RowCell(course, place)
{
    /// <summary>Place of what is 0 until there is a row.</summary>
    public const int Any = 0;

    /// <summary>Place of the newest row's number.</summary>
    public const int Last = 1;

    /// <summary>Place of the oldest row's number.</summary>
    public const int First = 2;

    /// <summary>Numbers of a snapshot.</summary>
    public const int Width = 3;

    private long any;
    private long last;
    private long first;

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        var numbers = decode.Measure(block, cell.Measure);
        foreach (ref readonly var s in Course.Stretches)
        {
            any = s.IsFirst ? 0 : any;
            if (Selections.First(rows, s.From, s.Until) is >= 0 and var newest)
            {
                last = any != 0 ? last : numbers[newest];
                first = numbers[Selections.Last(rows, s.From, s.Until)];
                any = 1;
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                var to = Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot);
                (to[Any], to[Last], to[First]) = (any, last, first);
            }
        }
    }
}
