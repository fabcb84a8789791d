using System.Globalization;

namespace Assay.Monitor.Gate;

/// <summary>A price as a listing spells it: <c>19.90 USD</c>, or a number beside the column <c>currency</c>.</summary>
/// <param name="Amount">In ten-thousandths; what has more places is rounded, halves away from zero, as the warehouse rounds.</param>
/// <param name="Currency">What stands behind the number; null where nothing does.</param>
/// <param name="IsPrice">False where it is none.</param>
internal readonly record struct OfferedPrice(long Amount, string? Currency, bool IsPrice)
{
    private const decimal Most = 99_999_999_999_999.9999m;

    /// <summary>Reads a price.</summary>
    public static OfferedPrice Read(string text)
    {
        var whole = text.AsSpan().Trim(' ');
        var space = whole.IndexOf(' ');
        var currency = space < 0 ? default : whole[(space + 1)..];
        if (currency.Contains(' ')
            || !decimal.TryParse(space < 0 ? whole : whole[..space], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || number is < 0 or > Most)
        {
            return default;
        }

        var rounded = Math.Round(number, 4, MidpointRounding.AwayFromZero);
        return rounded > Most ? default : new OfferedPrice((long)(rounded * 10_000m), currency.IsEmpty ? null : currency.ToString(), true);
    }

    /// <summary>Ten-thousandths as a real number, bit for bit as the warehouse reads a DECIMAL(18, 4).</summary>
    public static double ToReal(long amount)
    {
        const long Exact = 1L << 53;
        return amount <= Exact ? amount / 10_000.0 : (amount / 10_000) + (amount % 10_000 / 10_000.0);
    }
}
