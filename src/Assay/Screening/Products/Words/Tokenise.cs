using System.Globalization;

namespace Assay.Screening.Products.Words;

/// <summary>Cuts folded text into tokens: words, numbers, quantities and codes. A letter of Han, Kana or Hangul is a token of its own.</summary>
internal static class Tokenise
{
    /// <summary>Most tokens that are read of one text: what a description holds behind them is not looked at.</summary>
    public const int Most = 400;

    /// <summary>The tokens of a folded text, in order.</summary>
    public static List<Token> Run(string folded)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < folded.Length && tokens.Count < Most;)
        {
            if (!char.IsLetterOrDigit(folded[at]))
            {
                at++;
                continue;
            }

            var end = End(folded, at);
            tokens.Add(Read(folded, at, ref end));
            at = end;
        }

        return tokens;
    }

    /// <summary>
    /// Words that hyphens, slashes or points join without a space and of which one has a digit, in one: <c>kx-tg1032s</c> is <c>kxtg1032s</c>.
    /// </summary>
    public static List<string> Compounds(string folded)
    {
        var compounds = new List<string>();
        for (var at = 0; at < folded.Length && compounds.Count < Most;)
        {
            if (!char.IsAsciiLetterOrDigit(folded[at]))
            {
                at++;
                continue;
            }

            var end = at;
            var joints = 0;
            while (end < folded.Length && (char.IsAsciiLetterOrDigit(folded[end]) || (IsJoint(folded[end]) && end + 1 < folded.Length && char.IsAsciiLetterOrDigit(folded[end + 1]))))
            {
                joints += char.IsAsciiLetterOrDigit(folded[end]) ? 0 : 1;
                end++;
            }

            if (joints is > 0 and < 4 && end - at - joints is >= 4 and <= 24)
            {
                var joined = string.Concat(folded.AsSpan(at, end - at).ToString().Where(char.IsAsciiLetterOrDigit));
                if (IsCode(joined))
                {
                    compounds.Add(joined);
                }
            }

            at = end;
        }

        return compounds;
    }

    /// <summary>True for letters and digits in one, and for numbers of five digits and more.</summary>
    public static bool IsCode(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits > 0 && (digits < text.Length || digits >= 5);
    }

    private static bool IsJoint(char letter) => letter is '-' or '/' or '.' or '_' or '+';

    private static int End(string text, int at)
    {
        if (StandsAlone(text[at]))
        {
            return at + 1;
        }

        var end = at + 1;
        while (end < text.Length && ((char.IsLetterOrDigit(text[end]) && !StandsAlone(text[end])) || IsPoint(text, end)))
        {
            end++;
        }

        return end;
    }

    // A point or comma between two digits.
    private static bool IsPoint(string text, int at) =>
        text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    private static Token Read(string text, int at, ref int end)
    {
        var word = text[at..end];
        var number = word[0] == 'v' && word.Length > 1 && char.IsAsciiDigit(word[1]) ? word[1..] : word;
        var digits = NumberLength(number);
        if (digits == 0)
        {
            return new Token(word, IsCode(word) ? TokenKind.Code : TokenKind.Word);
        }

        var value = Shortest(number[..digits]);
        if (digits < number.Length)
        {
            return Units.Of(number[digits..], touching: true) is { } touching && value is not null
                ? new Token(value + touching, TokenKind.Quantity)
                : new Token(word.Replace(".", "", StringComparison.Ordinal), TokenKind.Code);
        }

        if (value is null)
        {
            return new Token(number, TokenKind.Code);
        }

        var unit = UnitAfter(text, ref end);
        return unit is null ? new Token(value, TokenKind.Number) : new Token(value + unit, TokenKind.Quantity);
    }

    private static int NumberLength(string word)
    {
        var length = 0;
        while (length < word.Length && (char.IsAsciiDigit(word[length]) || (length > 0 && word[length] is '.' or ',')))
        {
            length++;
        }

        return length;
    }

    // 5.0 is 5, 60,000 is 60000, 8,1 is 8.1; null for a number too long to count anything, but for round ones.
    private static string? Shortest(string number)
    {
        var comma = number.LastIndexOf(',');
        if (comma >= 0)
        {
            number = number.Length - comma == 4 ? number.Replace(",", "", StringComparison.Ordinal) : number.Replace(',', '.');
        }

        return number.Length <= 12 && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && (value < 10_000 || value % 1000 == 0) && (number.Length < 5 || number.Contains('.') || comma >= 0 || value % 1000 == 0)
            ? (value / 1.000000000000m).ToString("0.####", CultureInfo.InvariantCulture)
            : null;
    }

    // The unit that stands behind a number and a space or hyphen; end moves behind it. An inch may be a sign.
    private static string? UnitAfter(string text, ref int end)
    {
        var at = end;
        while (at < text.Length && text[at] is ' ' or '-' && at < end + 2)
        {
            at++;
        }

        if (at < text.Length && text[at] is '"' or '\'' && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])))
        {
            end = at + 1;
            return "in";
        }

        var stop = at;
        while (stop < text.Length && char.IsAsciiLetter(text[stop]))
        {
            stop++;
        }

        if (stop == at || (stop < text.Length && char.IsAsciiDigit(text[stop])) || Units.Of(text[at..stop], touching: false) is not { } unit)
        {
            return null;
        }

        end = stop;
        return unit;
    }

    private static bool StandsAlone(char letter) => letter is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF');
}
