using System.Numerics;

namespace Assay.Metrics.Kernel;

/// <summary>
/// c · log₂ c in whole 2⁻²⁴, from integers alone, so that it is the same on every machine (a library's logarithm need not be). Entropy comes from
/// its differences, which add up exactly in any order.
/// </summary>
public static class FixedLog
{
    /// <summary>Units of a bit.</summary>
    public const double Unit = 1 << 24;

    /// <summary>Counts from here on have no step in the table.</summary>
    internal const int Most = 1 << 16;

    private const int FractionBits = 40;

    private static readonly long[] s_whole = Whole();

    /// <summary>What the c-th event of a value adds to the sum, by c; 0 from <see cref="Most"/> on, where sums are made anew.</summary>
    internal static unsafe long* Steps { get; } = MakeSteps();

    /// <summary>round(c · log₂ c · 2²⁴); 0 for 0 and 1.</summary>
    public static long Of(uint c) => c < Most ? s_whole[c] : Compute(c);

    /// <summary>log₂ c in 2⁻⁴⁰, by repeated squaring of a number between 1 and 2.</summary>
    internal static ulong Log2(uint c)
    {
        if (c <= 1)
        {
            return 0;
        }

        var whole = BitOperations.Log2(c);
        var log = (ulong)whole << FractionBits;
        var x = (ulong)c << (63 - whole);
        for (var bit = 1UL << (FractionBits - 1); bit != 0; bit >>= 1)
        {
            var square = Math.BigMul(x, x, out _);
            if (square >> 63 != 0)
            {
                log |= bit;
                x = square;
            }
            else
            {
                x = square << 1;
            }
        }

        return log;
    }

    private static long Compute(uint c) => (long)((((UInt128)Log2(c) * c) + (1UL << (FractionBits - 25))) >> (FractionBits - 24));

    // Never freed: it lives as long as the process.
    private static unsafe long* MakeSteps()
    {
        var steps = new Aligned<long>(Most + 1);
        for (var c = 1; c < Most; c++)
        {
            steps.Pointer[c] = s_whole[c] - s_whole[c - 1];
        }

        return steps.Pointer;
    }

    private static long[] Whole()
    {
        var whole = new long[Most];
        for (var c = 1u; c < Most; c++)
        {
            whole[c] = Compute(c);
        }

        return whole;
    }
}
