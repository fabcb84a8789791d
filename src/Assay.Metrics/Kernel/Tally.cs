using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Counts a field's values exactly: a code, or a key's number within the subject, is an index. What is asked of the counts is kept as they grow, so
/// that no window has to walk them. A null is index 0, whose count stays 0 without a branch.
/// </summary>
internal sealed unsafe class Tally(TallyCell cell, ulong* rows, bool wantsEntropy, Course course, int place) : RowCell(course, place)
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

    private readonly bool isKey = cell.Domain == 0;
    private Aligned<uint> counts = new(Rounded(cell.Domain == 0 ? 256 : cell.Domain));
    private State state;

    /// <inheritdoc/>
    public override void Reserve(DecodeBlock decode, EventBlock block)
    {
        if (!isKey)
        {
            return;
        }

        // Room for the keys of a block, so that the counting loop need not look.
        var most = Highest((uint*)decode.Column(block, cell.Column), block.Count);
        if (most >= counts.Count)
        {
            var larger = new Aligned<uint>(Rounded((int)Math.Max(most + 1, 2 * (uint)counts.Count)));
            counts.Span.CopyTo(larger.Span);
            counts.Dispose();
            counts = larger;
        }
    }

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        var column = decode.Column(block, cell.Column);
        switch (isKey, wantsEntropy)
        {
            case (true, true):
                Fold<uint, WithLogs>((uint*)column, into);
                break;
            case (true, false):
                Fold<uint, WithoutLogs>((uint*)column, into);
                break;
            case (false, true):
                Fold<byte, WithLogs>((byte*)column, into);
                break;
            default:
                Fold<byte, WithoutLogs>((byte*)column, into);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        counts.Dispose();
    }

    // One loop for codes and keys, with and without logarithms: the type arguments are constants to the compiler.
    private void Fold<TValue, TLogs>(TValue* column, Snapshots into)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TLogs : struct
    {
        var now = state;
        var at = counts.Pointer;
        var steps = FixedLog.Steps;
        foreach (ref readonly var s in Course.Stretches)
        {
            if (s.IsFirst)
            {
                Clear(at, now.Highest);
                now = default;
            }

            for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
            {
                for (var bits = Selections.Within(rows[w], w, s.From, s.Until); bits != 0; bits &= bits - 1)
                {
                    var value = uint.CreateTruncating(column[(w << 6) + BitOperations.TrailingZeroCount(bits)]);
                    var one = value == 0 ? 0u : 1;
                    var c = at[value] += one;
                    now.Rows += one;
                    now.Distinct += c == 1 ? 1 : 0;
                    now.Top = Math.Max(now.Top, c);
                    now.Highest = Math.Max(now.Highest, value);
                    if (typeof(TLogs) == typeof(WithLogs))
                    {
                        now.Logs += steps[Math.Min(c, FixedLog.Most)];
                    }
                }
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                var to = Numbers(into, BitOperations.TrailingZeroCount(ends), s.Slot);
                (to[Rows], to[Distinct], to[Top]) = (now.Rows, now.Distinct, now.Top);
                if (typeof(TLogs) == typeof(WithLogs))
                {
                    to[Spread] = FixedLog.Of((uint)now.Rows) - (now.Top < FixedLog.Most ? now.Logs : Logs());
                }
            }
        }

        state = now;
    }

    // In time proportional to what the last subject had.
    private static void Clear(uint* counts, uint highest)
    {
        for (var i = 0u; i <= highest; i += (uint)Vector512<uint>.Count)
        {
            Vector512<uint>.Zero.Store(counts + i);
        }
    }

    private static int Rounded(int count) => (count + Vector512<uint>.Count - 1) / Vector512<uint>.Count * Vector512<uint>.Count;

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

    [StructLayout(LayoutKind.Auto)]
    private struct State
    {
        public long Rows;
        public long Distinct;
        public uint Top;
        public uint Highest;
        public long Logs;
    }

    private readonly struct WithLogs;

    private readonly struct WithoutLogs;
}
