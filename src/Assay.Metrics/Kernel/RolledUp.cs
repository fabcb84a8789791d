using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Folds values of parts (listings) into one value of each whole (seller). Sums are whole numbers of 2⁻²⁰, so that no order of the parts changes a bit.
/// </summary>
/// <param name="wholes">How many wholes there are; they are numbered from 1.</param>
/// <param name="above">The bound of a share.</param>
public sealed class RolledUp(int wholes, double above)
{
    private const double Unit = 1 << 20;

    // Sums of values up to 2⁴² stay exact for two million parts of a whole.
    private const double Most = 1L << 42;

    private readonly int[] counts = new int[wholes + 1];
    private readonly int[] higher = new int[wholes + 1];
    private readonly Int128[] sums = new Int128[wholes + 1];
    private readonly double[] least = Filled(wholes + 1, double.PositiveInfinity);
    private readonly double[] greatest = Filled(wholes + 1, double.NegativeInfinity);

    /// <summary>Adds a part's value; NaN adds nothing.</summary>
    public void Add(uint whole, double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        counts[whole]++;
        higher[whole] += value > above ? 1 : 0;
        sums[whole] += (long)Math.Round(Math.Clamp(value, -Most, Most) * Unit);
        least[whole] = Math.Min(least[whole], value);
        greatest[whole] = Math.Max(greatest[whole], value);
    }

    /// <summary>A whole's value; NaN where no part has one, but for a count.</summary>
    public double Of(uint whole, RollUp how) => (counts[whole], how) switch
    {
        (var n, RollUp.Count) => n,
        (0, _) => double.NaN,
        (_, RollUp.Sum) => (double)sums[whole] / Unit,
        (var n, RollUp.Mean) => (double)sums[whole] / (Unit * n),
        (_, RollUp.Min) => least[whole],
        (_, RollUp.Max) => greatest[whole],
        (var n, RollUp.ShareAbove) => higher[whole] / (double)n,
        _ => throw new InvalidOperationException($"{how} folds no parts."),
    };

    private static double[] Filled(int count, double value)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
