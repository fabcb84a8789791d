using System.Runtime.InteropServices;
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

    // Beside each other: parts come in no order of their wholes.
    private readonly Whole[] folded = new Whole[wholes + 1];

    /// <summary>Adds a part's value; NaN adds nothing.</summary>
    public void Add(uint whole, double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        ref var into = ref folded[whole];
        into.Least = into.Count == 0 ? value : Math.Min(into.Least, value);
        into.Greatest = into.Count == 0 ? value : Math.Max(into.Greatest, value);
        into.Count++;
        into.Higher += value > above ? 1 : 0;
        into.Sum += (long)Math.Round(Math.Clamp(value, -Most, Most) * Unit);
    }

    /// <summary>A whole's value; NaN where no part has one, but for a count.</summary>
    public double Of(uint whole, RollUp how) => (folded[whole].Count, how) switch
    {
        (var n, RollUp.Count) => n,
        (0, _) => double.NaN,
        (_, RollUp.Sum) => (double)folded[whole].Sum / Unit,
        (var n, RollUp.Mean) => (double)folded[whole].Sum / (Unit * n),
        (_, RollUp.Min) => folded[whole].Least,
        (_, RollUp.Max) => folded[whole].Greatest,
        (var n, RollUp.ShareAbove) => folded[whole].Higher / (double)n,
        _ => throw new InvalidOperationException($"{how} folds no parts."),
    };

    [StructLayout(LayoutKind.Auto)]
    private struct Whole
    {
        public Int128 Sum;
        public double Least;
        public double Greatest;
        public int Count;
        public int Higher;
    }
}
