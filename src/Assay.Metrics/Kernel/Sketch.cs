using System.Numerics;
using System.Runtime.Intrinsics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Quantiles of whole numbers within ±2⁴⁰ at a relative error of at most 1/128: 64 equal buckets to an octave, so that the same numbers in any order
/// give the same sketch. Numbers below 128 are exact.
/// </summary>
/// <remarks>C. Masson, J. Rim, H. Lee: DDSketch, VLDB 2019, for the rank; the buckets are a float's leading bits.</remarks>
internal sealed unsafe class Sketch : RowCell
{
    private const int PerOctave = 64;
    private const int Octaves = 41;
    private const int Side = PerOctave * Octaves;
    private const int Buckets = (2 * Side) + 1;

    // So few stay as they came, which most subjects never outgrow; they are sorted where a window ends.
    private const int Few = 64;

    private readonly MeasureCell cell;
    private readonly ulong* rows;
    private readonly double scale;
    private readonly (double Quantile, int Place)[][] quantiles;
    private readonly bool isWide;
    private readonly Aligned<ushort> line = new(Few);
    private readonly Aligned<ushort> sorted = new(Few);
    private readonly Aligned<uint> counts = new(Buckets);
    private readonly Aligned<ulong> filled = new((Buckets / 64) + 1);
    private int count;

    /// <summary>A sketch of a plan.</summary>
    /// <param name="cell">Its rows and number.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="scale">Stored units for one shown.</param>
    /// <param name="quantiles">For each window the quantiles that are asked for, each with its place from the sketch's own on.</param>
    /// <param name="lanes">How wide to fold.</param>
    /// <param name="course">Where it stops.</param>
    /// <param name="place">Its place in a snapshot.</param>
    public Sketch(MeasureCell cell, ulong* rows, double scale, (double Quantile, int Place)[][] quantiles, Lanes lanes, Course course, int place)
        : base(course, place)
    {
        this.rows = rows;
        (this.cell, this.scale, this.quantiles) = (cell, scale, quantiles);
        isWide = lanes != Lanes.Scalar;
    }

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        var numbers = decode.Measure(block, cell.Measure);
        foreach (ref readonly var s in Course.Stretches)
        {
            if (s.IsFirst)
            {
                Reset();
            }

            for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
            {
                for (var bits = Selections.Within(rows[w], w, s.From, s.Until); bits != 0; bits &= bits - 1)
                {
                    Add(Bucket(numbers[(w << 6) + BitOperations.TrailingZeroCount(bits)]));
                }
            }

            if (s.Ends != 0)
            {
                End(s, into);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        line.Dispose();
        sorted.Dispose();
        counts.Dispose();
        filled.Dispose();
    }

    // Starts a subject, in time proportional to what the last one had.
    private void Reset()
    {
        for (var w = 0; count > Few && w < filled.Count; w++)
        {
            for (var bits = filled.Pointer[w]; bits != 0; bits &= bits - 1)
            {
                counts.Pointer[(w * 64) + BitOperations.TrailingZeroCount(bits)] = 0;
            }

            filled.Pointer[w] = 0;
        }

        count = 0;
    }

    private void Add(int bucket)
    {
        if (count < Few)
        {
            line.Pointer[count] = (ushort)bucket;
        }
        else
        {
            if (count == Few)
            {
                foreach (var earlier in line.Span)
                {
                    Count(earlier);
                }
            }

            Count(bucket);
        }

        count++;
    }

    private void Count(int bucket)
    {
        counts.Pointer[bucket]++;
        filled.Pointer[bucket >> 6] |= 1UL << bucket;
    }

    private void End(in Stretch s, Snapshots into)
    {
        if (count is > 1 and <= Few)
        {
            Sort();
        }

        for (var ends = s.Ends; ends != 0; ends &= ends - 1)
        {
            var window = BitOperations.TrailingZeroCount(ends);
            var to = (double*)Numbers(into, window, s.Slot);
            foreach (var (quantile, at) in quantiles[window])
            {
                to[at] = count == 0 ? double.NaN : Number(Bucket(quantile)) / scale;
            }
        }
    }

    // The bucket at rank ⌊q (n − 1)⌋. There is at least one number.
    private int Bucket(double q)
    {
        var rank = (long)Math.Floor(q * (count - 1));
        if (count <= Few)
        {
            return count == 1 ? line.Pointer[0] : sorted.Pointer[rank];
        }

        for (var w = 0; ; w++)
        {
            for (var bits = filled.Pointer[w]; bits != 0; bits &= bits - 1)
            {
                var bucket = (w * 64) + BitOperations.TrailingZeroCount(bits);
                rank -= counts.Pointer[bucket];
                if (rank < 0)
                {
                    return bucket;
                }
            }
        }
    }

    // A number's place is how many are less, or equal and earlier: no branch depends on what they are.
    private void Sort()
    {
        if (!isWide)
        {
            new ReadOnlySpan<ushort>(line.Pointer, count).CopyTo(sorted.Span);
            new Span<ushort>(sorted.Pointer, count).Sort();
            return;
        }

        var first = Vector512.Load(line.Pointer);
        var second = Vector512.Load(line.Pointer + Vector512<ushort>.Count);
        var there = ulong.MaxValue >> (64 - count);
        for (var i = 0; i < count; i++)
        {
            var one = Vector512.Create(line.Pointer[i]);
            var less = Vector512.LessThan(first, one).ExtractMostSignificantBits();
            var equal = Vector512.Equals(first, one).ExtractMostSignificantBits();
            if (count > Vector512<ushort>.Count)
            {
                less |= Vector512.LessThan(second, one).ExtractMostSignificantBits() << Vector512<ushort>.Count;
                equal |= Vector512.Equals(second, one).ExtractMostSignificantBits() << Vector512<ushort>.Count;
            }

            sorted.Pointer[BitOperations.PopCount((less & there) | (equal & ((1UL << i) - 1)))] = line.Pointer[i];
        }
    }

    /// <summary>The bucket of a number: below 0 mirrored, 0 in the middle.</summary>
    internal static int Bucket(long x)
    {
        if (x == 0)
        {
            return Side;
        }

        // With its first bit on top the six after it are the place in the octave. The sign turns a place to the other side.
        var sign = (int)(x >> 63);
        var size = (ulong)((x ^ sign) - sign);
        var leading = BitOperations.LeadingZeroCount(size);
        var place = ((63 - leading) * PerOctave) + ((int)(size << leading >> 57) & (PerOctave - 1));
        return Side + ((Math.Min(place, Side - 1) + 1) ^ sign) - sign;
    }

    /// <summary>What a bucket stands for: its least size while that is the only whole number in it, else its middle.</summary>
    internal static double Number(int bucket)
    {
        if (bucket == Side)
        {
            return 0;
        }

        var place = bucket > Side ? bucket - Side - 1 : Side - 1 - bucket;
        var octave = place / PerOctave;
        var least = (double)(1L << octave) * (PerOctave + (place % PerOctave)) / PerOctave;
        var middle = octave <= 6 ? least : least + ((1L << octave) / (2.0 * PerOctave));
        return bucket > Side ? middle : -middle;
    }
}
