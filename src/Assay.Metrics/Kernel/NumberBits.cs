using System.Numerics;
using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>The conditions on one number: each a range of stored numbers and the bit that it sets.</summary>
internal sealed unsafe class NumberBits
{
    private readonly long[] from;
    private readonly long[] until;
    private readonly ulong[] bit;

    public NumberBits(IEnumerable<(Condition Atom, ulong Bit)> atoms)
    {
        var ranges = atoms.Select(a => (Range: Range(a.Atom), a.Bit)).ToList();
        from = [.. ranges.Select(r => r.Range.From)];
        until = [.. ranges.Select(r => r.Range.Until)];
        bit = [.. ranges.Select(r => r.Bit)];
    }

    /// <summary>Sets the bits of a column's numbers in the rows' words.</summary>
    public void Add(long* column, int count, ulong* words)
    {
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + Vector512<long>.Count <= count; i += Vector512<long>.Count)
            {
                Eight(column + i, words + i);
            }
        }

        for (; i + Vector<long>.Count <= count; i += Vector<long>.Count)
        {
            Several(column + i, words + i);
        }

        for (; i < count; i++)
        {
            for (var k = 0; k < bit.Length; k++)
            {
                words[i] |= column[i] >= from[k] && column[i] < until[k] ? bit[k] : 0;
            }
        }
    }

    private void Eight(long* column, ulong* words)
    {
        var x = Vector512.Load(column);
        var set = Vector512.Load(words);
        for (var k = 0; k < bit.Length; k++)
        {
            var holds = Vector512.GreaterThanOrEqual(x, Vector512.Create(from[k])) & Vector512.LessThan(x, Vector512.Create(until[k]));
            set |= holds.AsUInt64() & Vector512.Create(bit[k]);
        }

        set.Store(words);
    }

    private void Several(long* column, ulong* words)
    {
        var x = Vector.Load(column);
        var set = Vector.Load(words);
        for (var k = 0; k < bit.Length; k++)
        {
            var holds = Vector.GreaterThanOrEqual(x, new Vector<long>(from[k])) & Vector.LessThan(x, new Vector<long>(until[k]));
            set |= Vector.AsVectorUInt64(holds) & new Vector<ulong>(bit[k]);
        }

        set.Store(words);
    }

    // A null is the least number: 'is null' is the range that holds it alone. No stored number is the greatest.
    private static (long From, long Until) Range(Condition atom) => atom.Comparison switch
    {
        Comparison.IsNull => (long.MinValue, long.MinValue + 1),
        Comparison.IsNotNull => (long.MinValue + 1, long.MaxValue),
        _ => (atom.From, atom.Until),
    };
}
