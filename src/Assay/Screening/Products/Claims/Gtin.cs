namespace Assay.Screening.Products.Claims;

/// <summary>GS1's global trade item numbers.</summary>
public static class Gtin
{
    /// <summary>
    /// True where a text is a GTIN of 8, 12, 13 or 14 digits with a check digit that holds (GS1 General Specifications, section 7.9: weights 3 and 1
    /// in turns from the right).
    /// </summary>
    public static bool Holds(ReadOnlySpan<char> text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sum += (text[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return sum % 10 == 0;
    }
}
