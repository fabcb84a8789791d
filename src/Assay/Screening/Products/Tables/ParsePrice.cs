using System.Globalization;

namespace Assay.Screening.Products.Tables;

/// <summary>Reads a price as people write it: <c>$1,234.50</c>, <c>1.234,50 €</c>, <c>129.95 USD</c>.</summary>
internal static class ParsePrice
{
    private const int Longest = 40;

    /// <summary>The amount; null where the text is no price.</summary>
    public static double? Run(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        var from = text.AsSpan().IndexOfAnyInRange('0', '9');
        var to = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        if (from < 0 || text.AsSpan(0, from).ContainsAnyInRange('-', '-') || IsWord(text.AsSpan(0, from)) || IsWord(text.AsSpan(to + 1)))
        {
            return null;
        }

        var number = string.Concat(text[from..(to + 1)].Where(c => c is not (' ' or '\u00A0' or '\u202F' or '\'')));
        return double.TryParse(Plain(number), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount) ? amount : null;
    }

    // Signs and codes of currencies stand before or behind, not words.
    private static bool IsWord(ReadOnlySpan<char> text) => text.Trim().Length > 4;

    // The last of point and comma parts the decimals, unless it comes again or three digits follow it alone.
    private static string Plain(string number)
    {
        var last = number.LastIndexOfAny(['.', ',']);
        if (last < 0)
        {
            return number;
        }

        var separator = number[last];
        var repeats = number.AsSpan(0, last).Contains(separator);
        var other = number.AsSpan(0, last).ContainsAny('.', ',') && !repeats;
        var isThousands = repeats || (!other && separator == ',' && number.Length - last == 4);
        var whole = string.Concat(number[..last].Where(char.IsAsciiDigit));
        return isThousands ? whole + number[(last + 1)..] : $"{whole}.{number[(last + 1)..]}";
    }
}
