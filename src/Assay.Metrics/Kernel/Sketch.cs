using System.Numerics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Quantiles of whole numbers within ±2⁴⁰ at a relative error of at most 1/128: 64 equal buckets to an octave, so that the same numbers in any order
/// give the same sketch. Numbers below 128 are exact.
/// </summary>
/// <remarks>C. Masson, J. Rim, H. Lee: DDSketch, VLDB 2019, for the rank; the buckets are a float's leading bits.</remarks>
internal sealed unsafe class Sketch(MeasureCell cell, ulong* rows)
{
    private const int PerOctave = 64;
    private const int Octaves = 41;
    private const int Side = PerOctave * Octaves;
    private const int Buckets = (2 * Side) + 1;

    // So few buckets stand sorted in a line, which most subjects never outgrow: a rank is then a place.
    private const int Few = 48;

    private readonly ushort[] line = new ushort[Few];
    private readonly uint[] counts = new uint[Buckets];
    private readonly ulong[] filled = new ulong[(Buckets / 64) + 1];

    /// <summary>Numbers.</summary>
    public int Rows { get; private set; }

    /// <summary>Starts a subject, in time proportional to what the last one had.</summary>
    public void Reset()
    {
        for (var w = 0; Rows > Few && w < filled.Length; w++)
        {
            for (var bits = filled[w]; bits != 0; bits &= bits - 1)
            {
                counts[(w * 64) + BitOperations.TrailingZeroCount(bits)] = 0;
            }

            filled[w] = 0;
        }

        Rows = 0;
    }

    /// <summary>Folds rows' numbers.</summary>
    public void Fold(long* measures, int stride, int from, int until)
    {
        for (var w = from >> 6; w <= (until - 1) >> 6; w++)
        {
            for (var bits = Selections.Within(rows[w], w, from, until); bits != 0; bits &= bits - 1)
            {
                var bucket = Bucket(measures[(((w << 6) + BitOperations.TrailingZeroCount(bits)) * stride) + cell.Measure]);
                if (Rows < Few)
                {
                    Insert((ushort)bucket);
                }
                else
                {
                    Count(bucket);
                }
            }
        }
    }

    /// <summary>The quantile: the number at rank ⌊q (n − 1)⌋, as its bucket stands for it. There is at least one number.</summary>
    public double Quantile(double q)
    {
        var rank = (long)Math.Floor(q * (Rows - 1));
        if (Rows <= Few)
        {
            return Number(line[rank]);
        }

        for (var w = 0; ; w++)
        {
            for (var bits = filled[w]; bits != 0; bits &= bits - 1)
            {
                var bucket = (w * 64) + BitOperations.TrailingZeroCount(bits);
                rank -= counts[bucket];
                if (rank < 0)
                {
                    return Number(bucket);
                }
            }
        }
    }

    private void Insert(ushort bucket)
    {
        var at = Rows++;
        for (; at > 0 && line[at - 1] > bucket; at--)
        {
            line[at] = line[at - 1];
        }

        line[at] = bucket;
    }

    private void Count(int bucket)
    {
        if (Rows == Few)
        {
            foreach (var earlier in line)
            {
                counts[earlier]++;
                filled[earlier >> 6] |= 1UL << earlier;
            }
        }

        counts[bucket]++;
        filled[bucket >> 6] |= 1UL << bucket;
        Rows++;
    }

    /// <summary>The bucket of a number: below 0 mirrored, 0 in the middle.</summary>
    internal static int Bucket(long x)
    {
        if (x == 0)
        {
            return Side;
        }

        var size = (ulong)Math.Abs(x);
        var octave = BitOperations.Log2(size);
        var fraction = octave >= 6 ? size >> (octave - 6) : size << (6 - octave);
        var place = Math.Min((octave * PerOctave) + (int)(fraction & (PerOctave - 1)), Side - 1);
        return x > 0 ? Side + 1 + place : Side - 1 - place;
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
