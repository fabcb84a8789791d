namespace Assay.Market;

/// <summary>
/// Exp and Log made of IEEE additions, multiplications and divisions only: the platform's own
/// differ in the last bit from one C library to the next, and the feeds must not.
/// </summary>
internal static class Reproducible
{
    private const double Ln2 = 0.69314718055994530942;

    public static double Exp(double x)
    {
        var k = Math.Floor((x / Ln2) + 0.5);
        var r = x - (k * Ln2);
        var sum = 1.0;
        for (var i = 14; i >= 1; i--)
        {
            sum = 1.0 + (r / i * sum);
        }

        return Math.ScaleB(sum, (int)k);
    }

    public static double Log(double x)
    {
        var exponent = Math.ILogB(x);
        var s = (Math.ScaleB(x, -exponent) - 1) / (Math.ScaleB(x, -exponent) + 1);
        var square = s * s;
        var sum = 0.0;
        for (var i = 35; i >= 1; i -= 2)
        {
            sum = (sum * square) + (1.0 / i);
        }

        return (exponent * Ln2) + (2 * s * sum);
    }

    public static double Pow(double x, double power) => x <= 0 ? 0 : Exp(power * Log(x));
}
