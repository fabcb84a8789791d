using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Counts a field's values exactly: a code, or a key's number within the subject, is an index. What is asked of the counts is kept as they grow, so
/// that no window has to walk them.
/// </summary>
internal sealed unsafe class Tally(TallyCell cell, bool wantsEntropy)
{
    private readonly bool isKey = cell.Domain == 0;
    private uint[] counts = new uint[cell.Domain == 0 ? 256 : cell.Domain];
    private uint highest;

    /// <summary>Rows with a value.</summary>
    public long Rows { get; private set; }

    /// <summary>Different values.</summary>
    public long Distinct { get; private set; }

    /// <summary>Rows with the most frequent value.</summary>
    public uint Top { get; private set; }

    /// <summary>The sum of c · log₂ c over the values' counts, in 2⁻²⁴.</summary>
    public long Logs { get; private set; }

    /// <summary>The column that it reads.</summary>
    public int Column => cell.Column;

    /// <summary>Entropy of the values in bits: (N log₂ N − Σ c log₂ c) / N.</summary>
    public double Entropy => (FixedLog.Of((uint)Rows) - Logs) / (Rows * FixedLog.Unit);

    /// <summary>Starts a subject, in time proportional to what the last one had.</summary>
    public void Reset()
    {
        if (Rows > 0)
        {
            Array.Clear(counts, 0, isKey ? (int)highest + 1 : counts.Length);
            (Rows, Distinct, Top, Logs, highest) = (0, 0, 0, 0, 0);
        }
    }

    /// <summary>Folds the rows from one to another, that one not.</summary>
    public void Fold(ulong* features, nint column, int from, int until)
    {
        if (isKey)
        {
            FoldKeys(features, (uint*)column, from, until);
        }
        else
        {
            FoldCodes(features, (byte*)column, from, until);
        }
    }

    private void FoldCodes(ulong* features, byte* column, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            if ((features[i] & cell.Mask) == cell.Mask)
            {
                Add(column[i]);
            }
        }
    }

    private void FoldKeys(ulong* features, uint* column, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            if ((features[i] & cell.Mask) != cell.Mask)
            {
                continue;
            }

            var key = column[i];
            if (key > highest)
            {
                highest = key;
                if (key >= counts.Length)
                {
                    Array.Resize(ref counts, (int)Math.Max(key + 1, 2 * (uint)counts.Length));
                }
            }

            Add(key);
        }
    }

    private void Add(uint value)
    {
        var count = ++counts[value];
        Rows++;
        Distinct += count == 1 ? 1 : 0;
        Top = Math.Max(Top, count);
        Logs += wantsEntropy ? FixedLog.Step(count) : 0;
    }
}
