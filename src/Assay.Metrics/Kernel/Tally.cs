using System.Numerics;
using System.Runtime.Intrinsics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>What is asked of a tally beside its rows and different values; what nobody asks for is not kept.</summary>
[Flags]
internal enum TallyParts
{
    /// <summary>Rows and different values alone.</summary>
    Values = 0,

    /// <summary>Rows with the most frequent value.</summary>
    Top = 1,

    /// <summary>Entropy.</summary>
    Entropy = 2,
}

/// <summary>
/// Counts a field's values exactly: a code, or a key's number within the subject, is an index. What is asked of the counts is kept as they grow, so
/// that no window has to walk them. Its mask leaves out rows without a value.
/// </summary>
internal sealed unsafe class Tally(TallyCell cell, ulong* rows, TallyParts parts, Lanes lanes, Course course, int place) : RowCell(course, place)
{
    /// <summary>Place of the number of rows with a value.</summary>
    public const int Rows = 0;

    /// <summary>Place of the number of different values.</summary>
    public const int Distinct = 1;

    /// <summary>Place of the rows with the most frequent value.</summary>
    public const int Top = 2;

    /// <summary>Place of N log₂ N − Σ c log₂ c: the values' entropy times their rows.</summary>
    public const int Spread = 3;

    /// <summary>Numbers of a snapshot.</summary>
    public const int Width = 4;

    private readonly bool wantsTop = parts.HasFlag(TallyParts.Top);
    private readonly bool wantsEntropy = parts.HasFlag(TallyParts.Entropy);
    private readonly SelectedRows selected = new(rows, lanes == Lanes.Eight);
    private readonly bool isSmall = lanes == Lanes.Eight && SmallTally.IsSupported;
    private readonly Aligned<uint> values = new(EventBlock.Most + SelectedRows.Beyond);
    private Aligned<uint> counts = new(Rounded(cell.Domain == 0 ? 256 : cell.Domain));
    private (long Rows, long Distinct, uint Top, uint Values, long Logs) state;

    /// <inheritdoc/>
    public override void Select(DecodeBlock decode, EventBlock block)
    {
        selected.Count(block.Count);
        var column = decode.Column(block, cell.Column);
        if (cell.Domain > 0)
        {
            selected.Take((byte*)column, block.Count, values.Pointer);
            return;
        }

        // Room for the keys of a block, so that the counting loop need not look.
        selected.Take((uint*)column, block.Count, values.Pointer);
        var most = Highest(values.Pointer, selected.Before(block.Count));
        if (most >= counts.Count)
        {
            var larger = new Aligned<uint>(Rounded((int)most + 1));
            counts.Span.CopyTo(larger.Span);
            counts.Dispose();
            counts = larger;
        }
    }

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        for (var i = 0; i < Course.Subjects; i++)
        {
            var subject = Course.Of(i);
            var first = selected.Before(subject[0].From);
            var few = isSmall && Course.IsWhole(subject) ? selected.Before(subject[^1].Until) - first : int.MaxValue;
            if (few <= 1)
            {
                FoldOne(first, subject, into);
            }
            else if (few <= SmallTally.Most)
            {
                FoldSmall(first, subject, into);
            }
            else if (wantsEntropy)
            {
                Fold<WithLogs>(first, subject, into);
            }
            else
            {
                Fold<WithoutLogs>(first, subject, into);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        counts.Dispose();
        values.Dispose();
    }

    // A value or none: what a window sees of it is one or nothing.
    private void FoldOne(int first, ReadOnlySpan<Stretch> subject, Snapshots into)
    {
        foreach (ref readonly var s in subject)
        {
            long count = selected.Before(s.Until) - first;
            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                Vector256.Create(count, count, count, 0).Store(Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot));
            }
        }
    }

    private void FoldSmall(int first, ReadOnlySpan<Stretch> subject, Snapshots into)
    {
        var tally = new SmallTally(values.Pointer + first);
        foreach (ref readonly var s in subject)
        {
            var count = selected.Before(s.Until) - first;
            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                var to = Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot);
                (to[Rows], to[Distinct]) = (count, tally.Distinct(count));
                to[Top] = wantsTop ? tally.Top(count) : 0;
                if (wantsEntropy)
                {
                    to[Spread] = FixedLog.Of((uint)count) - tally.Logs(count);
                }
            }
        }
    }

    // With and without logarithms: the type argument is a constant to the compiler.
    private void Fold<TLogs>(int first, ReadOnlySpan<Stretch> subject, Snapshots into)
        where TLogs : struct
    {
        var (count, distinct, top, all, logs) = state;
        var at = counts.Pointer;
        var steps = FixedLog.Steps;
        if (subject[0].IsFirst)
        {
            Clear(at, all);
            (count, distinct, top, all, logs) = (0, 0, 0, 0, 0);
        }

        var next = first;
        foreach (ref readonly var s in subject)
        {
            var until = selected.Before(s.Until);
            count += until - next;
            for (; next < until; next++)
            {
                var value = values.Pointer[next];
                var c = ++at[value];
                distinct += c == 1 ? 1 : 0;

                // A count is at most one above the highest before; of the values all bits are kept, which are at most twice as many: neither takes a branch.
                top += c > top ? 1u : 0;
                all |= value;
                if (typeof(TLogs) == typeof(WithLogs))
                {
                    logs += steps[Math.Min(c, FixedLog.Most)];
                }
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                var to = Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot);
                (to[Rows], to[Distinct], to[Top]) = (count, distinct, top);
                if (typeof(TLogs) == typeof(WithLogs))
                {
                    to[Spread] = FixedLog.Of((uint)count) - (top < FixedLog.Most ? logs : Logs());
                }
            }
        }

        state = (count, distinct, top, all, logs);
    }

    // In time proportional to what the last subject had.
    private static void Clear(uint* counts, uint values)
    {
        for (var i = 0u; i <= values; i += (uint)Vector512<uint>.Count)
        {
            Vector512<uint>.Zero.Store(counts + i);
        }
    }

    private static int Rounded(int count) => Math.Max(Vector512<uint>.Count, (int)BitOperations.RoundUpToPowerOf2((uint)count));

    private static uint Highest(uint* column, int count)
    {
        var wide = Vector<uint>.Zero;
        var i = 0;
        for (; i + Vector<uint>.Count <= count; i += Vector<uint>.Count)
        {
            wide = Vector.Max(wide, Vector.Load(column + i));
        }

        var most = 0u;
        for (var lane = 0; lane < Vector<uint>.Count; lane++)
        {
            most = Math.Max(most, wide[lane]);
        }

        for (; i < count; i++)
        {
            most = Math.Max(most, column[i]);
        }

        return most;
    }

    // A count beyond the table, which only a hub has: its sum is made anew.
    private long Logs()
    {
        var sum = 0L;
        foreach (var c in counts.Span)
        {
            sum += FixedLog.Of(c);
        }

        return sum;
    }

    private readonly struct WithLogs;

    private readonly struct WithoutLogs;
}
