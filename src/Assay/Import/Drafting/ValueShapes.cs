using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Assay.Import.Drafting;

/// <summary>What values look like, and how much a column's values fit what one of ours must hold.</summary>
internal static partial class ValueShapes
{
    /// <summary>The formats of strptime that are tried beside ISO 8601, with their shapes.</summary>
    private static readonly (Regex Shape, string Format)[] Formats =
    [
        (Pointed(), "%d.%m.%Y"), (PointedMinute(), "%d.%m.%Y %H:%M"), (PointedSecond(), "%d.%m.%Y %H:%M:%S"),
        (Slashed(), "%d/%m/%Y"), (SlashedMinute(), "%d/%m/%Y %H:%M"), (SlashedSecond(), "%d/%m/%Y %H:%M:%S"),
        (YearSlashed(), "%Y/%m/%d"), (YearSlashedMinute(), "%Y/%m/%d %H:%M"), (YearSlashedSecond(), "%Y/%m/%d %H:%M:%S"),
    ];

    /// <summary>Share of the values that fit, 0 to 1; null where any text would, or where there are no values.</summary>
    public static double? Fit(FeedColumn column, IReadOnlyList<string> values)
    {
        var fits = Shape(column);
        return values.Count == 0 || fits is null ? null : values.Count(fits) / (double)values.Count;
    }

    /// <summary>True where values of a kind say what they are without a name.</summary>
    public static bool IsTelling(ColumnKind kind) => kind is ColumnKind.Ip or ColumnKind.Prefix or ColumnKind.Currency or ColumnKind.Country or ColumnKind.Hash or ColumnKind.Pdq;

    /// <summary>How times are written: <c>unix</c>, <c>unix_ms</c>, a format of strptime; null for ISO 8601, or where they agree on none.</summary>
    public static string? Times(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        if (values.All(v => Seconds().IsMatch(v)))
        {
            return "unix";
        }

        return values.All(v => Milliseconds().IsMatch(v)) ? "unix_ms" : Formats.FirstOrDefault(f => values.All(v => f.Shape.IsMatch(v.Trim()))).Format;
    }

    /// <summary>True where times without an offset stand among the values.</summary>
    public static bool HaveNoOffset(IReadOnlyList<string> values) =>
        values.Any(v => v.Contains(':', StringComparison.Ordinal) && !Offset().IsMatch(v));

    /// <summary>True where the values have a decimal comma and none of them a decimal point.</summary>
    public static bool HaveComma(IReadOnlyList<string> values) =>
        values.Any(v => Comma().IsMatch(v.Trim())) && !values.Any(v => Point().IsMatch(v.Trim()));

    private static Func<string, bool>? Shape(FeedColumn column) => column.Kind switch
    {
        ColumnKind.Time or ColumnKind.Validity or ColumnKind.Day => IsTime,
        ColumnKind.Hash => v => v.Length is >= 32 and <= 64 && v.All(char.IsAsciiHexDigit),
        ColumnKind.Pdq => v => v.Length == 64 && v.All(char.IsAsciiHexDigit),
        ColumnKind.Currency => v => Code3().IsMatch(v) || Word("currency", v) is not null,
        ColumnKind.Country => v => Code2().IsMatch(v) || Word("country", v) is not null,
        ColumnKind.Ip => v => (v.Contains('.', StringComparison.Ordinal) || v.Contains(':', StringComparison.Ordinal)) && IPAddress.TryParse(v, out _),
        ColumnKind.Prefix => v => v.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(v, out _),
        ColumnKind.Money or ColumnKind.Price => v => Amount().IsMatch(v.Trim()),
        ColumnKind.Whole or ColumnKind.Real => v => IsNumber(v, column.Least, column.Most),
        ColumnKind.Choice => v => column.Choices.Contains(v, StringComparer.OrdinalIgnoreCase) || Word(column.Name, v) is not null,
        ColumnKind.Image => v => v.StartsWith("http", StringComparison.OrdinalIgnoreCase) || v.Contains('.', StringComparison.Ordinal),
        ColumnKind.Json => v => v.StartsWith('{'),
        _ => null,
    };

    private static string? Word(string column, string value) => GuessWords.Of(column, [], value);

    private static bool IsTime(string value) =>
        Iso().IsMatch(value) || Seconds().IsMatch(value) || Milliseconds().IsMatch(value) || Array.Exists(Formats, f => f.Shape.IsMatch(value.Trim()));

    private static bool IsNumber(string value, double least, double most) =>
        double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex(@":\d\d(\.\d+)?\s*(Z|z|[+-]\d\d(:?\d\d)?)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^\d{9,10}(\.\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^\d{12,13}$")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"^[0-3]?\d\.[01]?\d\.\d{4}$")]
    private static partial Regex Pointed();

    [GeneratedRegex(@"^[0-3]?\d\.[01]?\d\.\d{4} \d{1,2}:\d{2}$")]
    private static partial Regex PointedMinute();

    [GeneratedRegex(@"^[0-3]?\d\.[01]?\d\.\d{4} \d{1,2}:\d{2}:\d{2}$")]
    private static partial Regex PointedSecond();

    [GeneratedRegex(@"^[0-3]?\d/[01]?\d/\d{4}$")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^[0-3]?\d/[01]?\d/\d{4} \d{1,2}:\d{2}$")]
    private static partial Regex SlashedMinute();

    [GeneratedRegex(@"^[0-3]?\d/[01]?\d/\d{4} \d{1,2}:\d{2}:\d{2}$")]
    private static partial Regex SlashedSecond();

    [GeneratedRegex(@"^\d{4}/[01]?\d/[0-3]?\d$")]
    private static partial Regex YearSlashed();

    [GeneratedRegex(@"^\d{4}/[01]?\d/[0-3]?\d \d{1,2}:\d{2}$")]
    private static partial Regex YearSlashedMinute();

    [GeneratedRegex(@"^\d{4}/[01]?\d/[0-3]?\d \d{1,2}:\d{2}:\d{2}$")]
    private static partial Regex YearSlashedSecond();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Code3();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Code2();

    [GeneratedRegex(@"^[+-]?\d[\d .,'’\u00A0\u202F]*( ?\p{L}{3}| ?\p{Sc})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[+-]?(\d{1,3}([.'’ \u00A0\u202F]\d{3})+|\d+),\d+( [A-Za-z]{3})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Comma();

    [GeneratedRegex(@"^[+-]?\d+\.(\d{1,2}|\d{4,})( [A-Za-z]{3})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Point();
}
