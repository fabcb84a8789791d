using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Warehouse;

namespace Assay.Screening.Listings;

/// <summary>
/// What the words of a title say that names no brand, by the patterns of <c>Metrics/Streams/words.sql</c> themselves, as the metrics count them. A pattern is tried only
/// where one of the words stands that it cannot do without: most titles have none, and a search for all of them at once costs a fraction of a pattern.
/// </summary>
internal static class WordPatterns
{
    private static readonly Regex[] Accessory = [Pattern("is_accessory", 0), Pattern("is_accessory", 1), Pattern("is_accessory", 2)];
    private static readonly Regex Mixed = Pattern("is_disguised", 0);
    private static readonly Regex Cut = Pattern("is_disguised", 1);
    private static readonly Regex Wide = Pattern("is_disguised", 2);
    private static readonly Regex EastAsian = Pattern("is_disguised", 3);

    private static readonly Needles Fits = new(
    [
        "compatible ", "fits", "suitable for", "made for", "replacement for", "case for", "cover for", "strap for", "charger for", "filter for", "cartridge for", "passend für",
        "kompatibel mit", "geeignet für", "совместим", "подходит для", "чехол для", "ремешок для", "стекло для", "кабель для", "картридж для", "фильтр для", "аккумулятор для",
        "устройство для", "适用", "兼容", "通用",
    ]);

    private static readonly Needles Para = new(["para"]);
    private static readonly Needles Pour = new(["pour"]);

    // Two characters of other alphabets that fold to letters of ASCII where case does not count.
    private static readonly SearchValues<char> FoldsToAscii = SearchValues.Create("ſK");

    /// <summary>True where a title offers a part or a case for the article, not the article.</summary>
    public static bool IsAccessory(string title) => Stands(title, Fits, Accessory[0]) || Stands(title, Para, Accessory[1]) || Stands(title, Pour, Accessory[2]);

    /// <summary>True where look-alike letters or hidden characters stand in a title.</summary>
    public static bool IsDisguised(string title) =>
        !Ascii.IsValid(title) && (Mixed.IsMatch(title) || Cut.IsMatch(title) || (Wide.IsMatch(title) && !EastAsian.IsMatch(title)));

    // In RE2 the two are letters of ASCII where case does not count, and none where a word ends: both readings are tried.
    private static bool Stands(string text, Needles needles, Regex pattern)
    {
        if (needles.StandIn(text) && pattern.IsMatch(text))
        {
            return true;
        }

        if (Ascii.IsValid(text) || text.AsSpan().IndexOfAny(FoldsToAscii) < 0)
        {
            return false;
        }

        var folded = text.Replace('ſ', 's').Replace('\u212A', 'k');
        return needles.StandIn(folded) && pattern.IsMatch(folded);
    }

    // The pattern of that number in a macro of the file.
    private static Regex Pattern(string macro, int number)
    {
        var all = Sql.Load("Metrics/Streams/words.sql").Text;
        var from = all.IndexOf($"MACRO {macro}(x) AS", StringComparison.Ordinal);
        var text = all[from..all.IndexOf(";\n", from, StringComparison.Ordinal)];
        var parts = text.Split("regexp_matches(x, '");
        var pattern = parts[number + 1];
        return Re2Pattern.Exact(pattern[..pattern.LastIndexOf("')", StringComparison.Ordinal)].Replace("''", "'", StringComparison.Ordinal));
    }

    /// <summary>Words of which one stands in whatever a pattern matches, whatever their case.</summary>
    private sealed class Needles(string[] words)
    {
        private readonly SearchValues<string>? plain = words.Where(w => Ascii.IsValid(w)).ToArray() is { Length: > 0 } some ? SearchValues.Create(some, StringComparison.OrdinalIgnoreCase) : null;
        private readonly SearchValues<string>? other = words.Where(w => !Ascii.IsValid(w)).ToArray() is { Length: > 0 } some ? SearchValues.Create(some, StringComparison.OrdinalIgnoreCase) : null;

        public bool StandIn(string text) =>
            (plain is not null && text.AsSpan().ContainsAny(plain)) || (other is not null && !Ascii.IsValid(text) && text.AsSpan().ContainsAny(other));
    }
}
