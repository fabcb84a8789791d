using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>The last of PDQ's four filters: along columns, of the 64 columns and into the 64 rows that are left.</summary>
internal unsafe struct SampleRows(Axis rows, float* ring, float* image)
{
    private const int Side = TentFilter.Side;

    private Sums sums;
    private int sample;

    /// <summary>Takes rows of 64 values each.</summary>
    /// <param name="values">The rows.</param>
    /// <param name="from">Which row the first one is; those before 0 and behind the last are none.</param>
    /// <param name="count">How many.</param>
    public void Take(float* values, int from, int count)
    {
        for (var row = Math.Max(0, from); row < Math.Min(from + count, rows.Length); row++)
        {
            Step(row, values + ((row - from) * Side));
        }
    }

    /// <summary>Writes the rows for which the filter looks past the end.</summary>
    public void Finish()
    {
        var zeros = stackalloc float[Side];
        for (var row = rows.Length; row < rows.Length + rows.Lag; row++)
        {
            Step(row, zeros);
        }
    }

    private void Step(int row, float* come)
    {
        var kept = ring + ((row & 7) * Side);
        var gone = row < rows.Window ? null : ring + (((row - rows.Window) & 7) * Side);
        for (var i = 0; i < 4; i++)
        {
            var value = Vector512.Load(come + (16 * i));
            value.Store(kept + (16 * i));
            sums[i] = gone is null ? sums[i] + value : sums[i] + value - Vector512.Load(gone + (16 * i));
        }

        for (; sample < Side && rows.SampledAt[sample] == row - rows.Lag; sample++)
        {
            for (var i = 0; i < 4; i++)
            {
                (sums[i] / Vector512.Create((float)rows.InSum(row))).Store(image + (sample * Side) + (16 * i));
            }
        }
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct Sums
    {
        private Vector512<float> first;
    }
}
