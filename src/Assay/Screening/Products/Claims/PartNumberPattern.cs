using System.Text.RegularExpressions;

namespace Assay.Screening.Products.Claims;

/// <summary>
/// A rights holder's pattern of its part numbers. The pattern is somebody's input: it runs without backtracking, so that time grows with the number's
/// length alone, and what that cannot run (look-around, back-references) or is too long is not used.
/// </summary>
public sealed class PartNumberPattern
{
    private const int LongestPattern = 200;
    private const int MostRepeats = 64;
    private const int LongestNumber = 64;
    private static readonly TimeSpan s_most = TimeSpan.FromMilliseconds(100);

    private readonly Regex regex;

    private PartNumberPattern(string text, Regex regex)
    {
        Text = text;
        this.regex = regex;
    }

    /// <summary>The pattern.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern; null where it cannot be used.</summary>
    public static PartNumberPattern? Read(string text)
    {
        if (!IsBounded(text))
        {
            return null;
        }

        try
        {
            return new PartNumberPattern(text, new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, s_most));
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>True for a pattern that is short enough to be held in memory whatever it repeats.</summary>
    public static bool IsBounded(string text) => text.Length is not 0 and <= LongestPattern && !RepeatsTooOften(text);

    /// <summary>True where a number is of the pattern; null where it took too long to say, or is too long to be a part number.</summary>
    public bool? Allows(string number)
    {
        if (number.Length > LongestNumber)
        {
            return null;
        }

        try
        {
            return regex.IsMatch(number);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // (a{60}){60}{60} is short to write and large to run: the product of all counts is held.
    private static bool RepeatsTooOften(string text)
    {
        long product = 1;
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            var end = text.IndexOf('}', at);
            var most = end < 0 ? 0 : text[(at + 1)..end].Split(',').Select(n => int.TryParse(n, out var count) ? count : 0).Max();
            product *= Math.Max(1, most);
            if (product > MostRepeats * MostRepeats)
            {
                return true;
            }
        }

        return false;
    }
}
