using System.Numerics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Counts a field's values exactly: a code, or a key's number within the subject, is an index. What is asked of the counts is kept as they grow, so
/// that no window has to walk them. A null is index 0, whose count stays 0 without a branch.
/// </summary>
internal sealed unsafe class Tally(TallyCell cell, ulong* rows, bool wantsEntropy) : IDisposable
{
    private readonly bool isKey = cell.Domain == 0;
    private Aligned<uint> counts = new(cell.Domain == 0 ? 256 : cell.Domain);
    private uint highest;
    private long logs;

    /// <summary>Rows with a value.</summary>
    public long Rows { get; private set; }

    /// <summary>Different values.</summary>
    public long Distinct { get; private set; }

    /// <summary>Rows with the most frequent value.</summary>
    public uint Top { get; private set; }

    /// <summary>The column that it reads.</summary>
    public int Column => cell.Column;

    /// <summary>Entropy of the values in bits: (N log₂ N − Σ c log₂ c) / N.</summary>
    public double Entropy => (FixedLog.Of((uint)Rows) - (Top < FixedLog.Most ? logs : Logs())) / (Rows * FixedLog.Unit);

    /// <summary>Starts a subject, in time proportional to what the last one had.</summary>
    public void Reset()
    {
        if (Rows > 0)
        {
            counts.Span[..((int)highest + 1)].Clear();
            (Rows, Distinct, Top, logs, highest) = (0, 0, 0, 0, 0);
        }
    }

    /// <summary>Makes room for the keys of a block, so that the counting loop need not look.</summary>
    public void Reserve(nint column, int rows)
    {
        if (!isKey)
        {
            return;
        }

        var most = Highest((uint*)column, rows);
        if (most >= counts.Count)
        {
            var larger = new Aligned<uint>((int)Math.Max(most + 1, 2 * (uint)counts.Count));
            counts.Span.CopyTo(larger.Span);
            counts.Dispose();
            counts = larger;
        }
    }

    /// <summary>Folds the rows from one to another, that one not.</summary>
    public void Fold(nint column, int from, int until)
    {
        switch (isKey, wantsEntropy)
        {
            case (true, true):
                Fold<uint, WithLogs>((uint*)column, from, until);
                break;
            case (true, false):
                Fold<uint, WithoutLogs>((uint*)column, from, until);
                break;
            case (false, true):
                Fold<byte, WithLogs>((byte*)column, from, until);
                break;
            default:
                Fold<byte, WithoutLogs>((byte*)column, from, until);
                break;
        }
    }

    public void Dispose() => counts.Dispose();

    // One loop for codes and keys, with and without logarithms: the type arguments are constants to the compiler.
    private void Fold<TValue, TLogs>(TValue* column, int from, int until)
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TLogs : struct
    {
        var (count, distinct, top, most, sum) = (Rows, Distinct, Top, highest, logs);
        var at = counts.Pointer;
        var steps = FixedLog.Steps;
        for (var w = from >> 6; w <= (until - 1) >> 6; w++)
        {
            for (var bits = Selections.Within(rows[w], w, from, until); bits != 0; bits &= bits - 1)
            {
                var value = uint.CreateTruncating(column[(w << 6) + BitOperations.TrailingZeroCount(bits)]);
                var one = value == 0 ? 0u : 1;
                var c = at[value] += one;
                count += one;
                distinct += c == 1 ? 1 : 0;
                top = Math.Max(top, c);
                most = Math.Max(most, value);
                if (typeof(TLogs) == typeof(WithLogs))
                {
                    sum += steps[Math.Min(c, FixedLog.Most)];
                }
            }
        }

        (Rows, Distinct, Top, highest, logs) = (count, distinct, top, most, sum);
    }

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
