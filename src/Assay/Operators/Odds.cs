namespace Assay.Operators;

/// <summary>Log-odds in bits, as links and pairs of records are weighed.</summary>
internal static class Odds
{
    /// <summary>The probability of log-odds in bits, 0 to 1.</summary>
    public static double Probability(double bits) => 1 / (1 + double.Exp2(-bits));

    /// <summary>The log of the sum of two numbers that are given by their logs.</summary>
    public static double Sum(double a, double b) => Math.Max(a, b) + Math.Log2(1 + double.Exp2(-Math.Abs(a - b)));
}
