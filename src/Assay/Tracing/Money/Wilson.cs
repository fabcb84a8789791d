namespace Assay.Tracing.Money;

/// <summary>What a few cases say of a rate at the least.</summary>
internal static class Wilson
{
    // Of a 90 % interval.
    private const double Z = 1.645;

    /// <summary>Lower end of the 90 % interval for <paramref name="found"/> of <paramref name="cases"/> (Wilson 1927), as the macro <c>at_least</c> has it; 0 without cases.</summary>
    public static double AtLeast(double found, double cases)
    {
        if (cases <= 0)
        {
            return 0;
        }

        var spread = Z * Math.Sqrt((found * (cases - found) / cases) + (Z * Z / 4));
        return Math.Max(0, (found + (Z * Z / 2) - spread) / (cases + (Z * Z)));
    }
}
