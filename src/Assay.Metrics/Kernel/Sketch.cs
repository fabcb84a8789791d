using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>Stands for the bucket of no number.</summary>
    public const int None = -1;

    // So few stay as they came, which most subjects never outgrow; they are sorted where a window ends.
    private const int Few = 64;

    private readonly MeasureCell cell;
    private readonly SelectedRows selected;
    private readonly Aligned<ushort> buckets = new(EventBlock.Most + SelectedRows.Beyond);
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
    /// <param name="quantiles">For each window the quantiles that are asked for, each with its place from the sketch's own on.</param>
    /// <param name="lanes">How wide to fold.</param>
    /// <param name="course">Where it stops.</param>
    /// <param name="place">Its place in a snapshot.</param>
    public Sketch(MeasureCell cell, ulong* rows, (double Quantile, int Place)[][] quantiles, Lanes lanes, Course course, int place)
        : base(course, place)
    {
        selected = new SelectedRows(rows, lanes == Lanes.Eight);
        (this.cell, this.quantiles) = (cell, quantiles);
        isWide = lanes != Lanes.Scalar;
    }

    /// <inheritdoc/>
    public override void Select(DecodeBlock decode, EventBlock block)
    {
        selected.Count(block.Count);
        selected.Take(decode.Measure(block, cell.Measure), block.Count, buckets.Pointer);
    }

    /// <inheritdoc/>
    public override void Fold(DecodeBlock decode, EventBlock block, Snapshots into)
    {
        for (var i = 0; i < Course.Subjects; i++)
        {
            var subject = Course.Of(i);
            var first = selected.Before(subject[0].From);
            if (Course.IsWhole(subject) && selected.Before(subject[^1].Until) - first <= Few)
            {
                FoldSmall(first, subject, into);
            }
            else
            {
                FoldLarge(first, subject, into);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        buckets.Dispose();
        line.Dispose();
        sorted.Dispose();
        counts.Dispose();
        filled.Dispose();
    }

    // All of a subject's buckets stand side by side: a window takes the first so many.
    private void FoldSmall(int first, ReadOnlySpan<Stretch> subject, Snapshots into)
    {
        foreach (ref readonly var s in subject)
        {
            if (s.Ends != 0)
            {
                Write(s, buckets.Pointer + first, selected.Before(s.Until) - first, into);
            }
        }
    }

    private void FoldLarge(int first, ReadOnlySpan<Stretch> subject, Snapshots into)
    {
        if (subject[0].IsFirst)
        {
            Reset();
        }

        foreach (ref readonly var s in subject)
        {
            for (var until = selected.Before(s.Until); first < until; first++)
            {
                Add(buckets.Pointer[first]);
            }

            if (s.Ends != 0)
            {
                Write(s, line.Pointer, count, into);
            }
        }
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

    private void Write(in Stretch s, ushort* some, int rows, Snapshots into)
    {
        if (rows is > 1 and <= Few)
        {
            Sort(some, rows);
        }

        for (var ends = s.Ends; ends != 0; ends &= ends - 1)
        {
            var window = BitOperations.TrailingZeroCount(ends);
            var to = Numbers(into, window, s.Slot);
            foreach (var (quantile, at) in quantiles[window])
            {
                to[at] = rows switch
                {
                    0 => None,
                    1 => *some,
                    _ => Ranked((long)Math.Floor(quantile * (rows - 1)), rows),
                };
            }
        }
    }

    private int Ranked(long rank, int rows)
    {
        if (rows <= Few)
        {
            return sorted.Pointer[rank];
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
    private void Sort(ushort* some, int rows)
    {
        if (!isWide)
        {
            new ReadOnlySpan<ushort>(some, rows).CopyTo(sorted.Span);
            new Span<ushort>(sorted.Pointer, rows).Sort();
            return;
        }

        var first = Vector512.Load(some);
        var second = Vector512.Load(some + Vector512<ushort>.Count);
        var there = ulong.MaxValue >> (64 - rows);
        for (var i = 0; i < rows; i++)
        {
            var one = Vector512.Create(some[i]);
            var less = Vector512.LessThan(first, one).ExtractMostSignificantBits();
            var equal = Vector512.Equals(first, one).ExtractMostSignificantBits();
            if (rows > Vector512<ushort>.Count)
            {
                less |= Vector512.LessThan(second, one).ExtractMostSignificantBits() << Vector512<ushort>.Count;
                equal |= Vector512.Equals(second, one).ExtractMostSignificantBits() << Vector512<ushort>.Count;
            }

            sorted.Pointer[BitOperations.PopCount((less & there) | (equal & ((1UL << i) - 1)))] = some[i];
        }
    }

    /// <summary>The buckets of eight numbers.</summary>
    internal static Vector128<ushort> BucketsOf(Vector512<long> x)
    {
        var sign = x >> 63;
        var size = ((x ^ sign) - sign).AsUInt64();
        var leading = Avx512CD.LeadingZeroCount(size);
        var octave = Vector512.Create(63L) - leading.AsInt64();
        var fraction = (Avx512F.ShiftLeftLogicalVariable(size, leading) >> 57).AsInt64() & Vector512.Create(PerOctave - 1L);
        var place = Vector512.Min((octave << 6) + fraction, Vector512.Create(Side - 1L));
        var bucket = Vector512.Create((long)Side) + ((place + Vector512<long>.One) ^ sign) - sign;
        return Avx512F.ConvertToVector128UInt16(Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<long>.Zero), Vector512.Create((long)Side), bucket));
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

    /// <summary>What a bucket stands for: its least size while that is the only whole number in it, else its middle. <see cref="None"/> is NaN.</summary>
    internal static double Number(int bucket) => Numbers(Vector512.Create((long)bucket))[0];

    /// <summary>What eight buckets stand for. All of it is exact: powers of two, and sums of two of them apart by less than a number's digits.</summary>
    internal static Vector512<double> Numbers(Vector512<long> bucket)
    {
        var signed = bucket - Vector512.Create((long)Side);
        var sign = signed >> 63;
        var place = (signed ^ sign) - sign - Vector512<long>.One;
        var octave = place >> 6;
        var power = ((octave + Vector512.Create(1023L)) << 52).AsDouble();
        var least = power * Vector512.ConvertToDouble((place & Vector512.Create(PerOctave - 1L)) + Vector512.Create((long)PerOctave)) / Vector512.Create((double)PerOctave);
        var half = Vector512.ConditionalSelect(Vector512.GreaterThan(octave, Vector512.Create(6L)).AsDouble(), power / Vector512.Create(2.0 * PerOctave), Vector512<double>.Zero);
        var size = (least + half).AsInt64() ^ (sign & Vector512.Create(long.MinValue));
        var number = Vector512.ConditionalSelect(Vector512.Equals(signed, Vector512<long>.Zero), Vector512<long>.Zero, size).AsDouble();
        return Vector512.ConditionalSelect(Vector512.LessThan(bucket, Vector512<long>.Zero).AsDouble(), Vector512.Create(double.NaN), number);
    }
}
