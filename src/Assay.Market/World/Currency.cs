using System.Text;

namespace Assay.Market;

/// <summary>A currency by ISO 4217, with its first rate to the dollar.</summary>
internal sealed record Currency(int Index, string Code, int Decimals, double PerDollar)
{
    public byte[] Utf8 { get; } = Encoding.ASCII.GetBytes(Code);

    public static Currency[] All { get; } =
    [
        new(0, "USD", 2, 1), new(1, "EUR", 2, 0.91), new(2, "GBP", 2, 0.78), new(3, "CNY", 2, 7.2),
        new(4, "JPY", 0, 148), new(5, "MXN", 2, 18.4), new(6, "HKD", 2, 7.8), new(7, "KZT", 2, 505), new(8, "TRY", 2, 38),
    ];

    /// <summary>Dollar cents as this currency's minor units, at the first rate.</summary>
    public long FromCents(double cents)
    {
        var major = cents / 100 * PerDollar;
        return Math.Max(1, (long)Math.Round(Decimals == 0 ? major : major * 100));
    }

    public double ToCents(long minor) => (Decimals == 0 ? minor : minor / 100.0) / PerDollar * 100;

    /// <summary>A shop's price: below ten units as it is, above it ending in .90, .95, .99 or a round number.</summary>
    public long Tidy(long minor, Rng rng)
    {
        if (Decimals == 0)
        {
            return Math.Max(10, minor / 10 * 10);
        }

        return minor < 1000 ? minor : (minor / 100 * 100) + rng.Pick([90, 95, 99, 0, 50]);
    }
}
