using System.Text;
using System.Text.RegularExpressions;
using Assay.Screening.Products.Claims;

namespace Assay.Screening.Listings;

/// <summary>
/// A pattern of the warehouse's engine (RE2) as .NET's: classes and the ends of words are ASCII's there, scripts have names. Characters beyond the basic plane are
/// two for .NET: as letters and in classes of letters they are not known.
/// </summary>
internal static class Re2Pattern
{
    private const string Word = "0-9A-Za-z_";
    private const string WordEnd = $"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))";

    private static readonly (string Name, string Ranges)[] Scripts =
    [
        ("Cyrillic", @"\u0400-\u0484\u0487-\u052F\u1C80-\u1C8A\u1D2B\u1D78\u2DE0-\u2DFF\uA640-\uA69F\uFE2E\uFE2F"),
        ("Han", @"\u2E80-\u2E99\u2E9B-\u2EF3\u2F00-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFA6D\uFA70-\uFAD9\uD840-\uD888"),
        ("Hiragana", @"\u3041-\u3096\u309D-\u309F"),
        ("Katakana", @"\u30A1-\u30FA\u30FD-\u30FF\u31F0-\u31FF\u32D0-\u32FE\u3300-\u3357\uFF66-\uFF6F\uFF71-\uFF9D"),
    ];

    /// <summary>The pattern for .NET's engine that goes back: exact.</summary>
    public static Regex Exact(string re2) => new(Translate(re2, WordEnd), RegexOptions.CultureInvariant | RegexOptions.Compiled | RegexOptions.ExplicitCapture);

    /// <summary>
    /// A stranger's pattern for .NET's engine that never goes back, so that no pattern takes more than time in proportion to the text; null for one that it does not
    /// know, or that would take too much memory. Ends of words are Unicode's there.
    /// </summary>
    public static Regex? Bounded(string re2)
    {
        if (!PartNumberPattern.IsBounded(re2))
        {
            return null;
        }

        try
        {
            return new Regex(Translate(re2, @"\b"), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Translate(string re2, string wordEnd)
    {
        var net = new StringBuilder(2 * re2.Length);
        var inClass = false;
        for (var i = 0; i < re2.Length; i++)
        {
            if (re2[i] == '\\' && i + 1 < re2.Length)
            {
                i = Escape(re2, i + 1, inClass, wordEnd, net);
                continue;
            }

            inClass = re2[i] switch { '[' => true, ']' => false, _ => inClass };
            net.Append(re2[i] == '$' && !inClass ? @"\z" : re2[i].ToString());
        }

        return net.ToString();
    }

    // Handles the escape whose letter stands at a place; the place of its last character.
    private static int Escape(string re2, int at, bool inClass, string wordEnd, StringBuilder net)
    {
        var end = at + 1 < re2.Length && re2[at + 1] == '{' ? re2.IndexOf('}', at) : at;
        var name = end > at ? re2[(at + 2)..end] : "";
        var ranges = re2[at] switch
        {
            'd' => "0-9",
            'w' => Word,
            's' => @"\t\n\f\r ",
            'p' => Scripts.FirstOrDefault(s => s.Name == name).Ranges,
            _ => null,
        };
        if (ranges is not null)
        {
            net.Append(inClass ? ranges : $"[{ranges}]");
            return end;
        }

        switch (re2[at])
        {
            case 'D' or 'W' or 'S' when !inClass:
                net.Append($"[^{re2[at] switch { 'D' => "0-9", 'W' => Word, _ => @"\t\n\f\r " }}]");
                break;
            case 'b' when !inClass:
                net.Append(wordEnd);
                break;
            case 'x' when name.Length is > 0 and <= 4:
                net.Append($@"\u{name.PadLeft(4, '0')}");
                break;
            default:
                net.Append('\\').Append(re2, at, end - at + 1);
                break;
        }

        return end;
    }
}
