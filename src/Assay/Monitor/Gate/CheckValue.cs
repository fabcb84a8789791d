using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Import;

namespace Assay.Monitor.Gate;

/// <summary>Holds the values of a row of listings to the contract, column by column, as the import's SQL does.</summary>
internal sealed partial class CheckValue(ContractCodes codes, DateTime latest)
{
    private const int LongestImage = 2048;
    private const string Mend = "Correct it, and send the listing again";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The first value that breaks the contract; null where all hold.</summary>
    public Failure? Run(string?[] row)
    {
        for (var i = 0; i < ListingColumns.All.Length; i++)
        {
            var column = ListingColumns.All[i];
            if (row[i] is not { } value)
            {
                if (!column.IsOptional)
                {
                    return new Failure($"{column.Name}: nothing came", column.Expected, Mend);
                }
            }
            else if (!Holds(column, value))
            {
                return new Failure($"{column.Name}: '{Reject.Show(value, column.IsMasked)}' came", column.Expected, Mend);
            }
        }

        return Money(row);
    }

    // A price says its currency itself or leaves it to the column; both may say it, and must then agree.
    private static Failure? Money(string?[] row)
    {
        var own = OfferedPrice.Read(row[ListingColumns.Price]!).Currency;
        var sale = row[ListingColumns.SalePrice] is { } text ? OfferedPrice.Read(text).Currency : null;
        var column = row[ListingColumns.Currency];
        var said = own ?? column;
        return said is null ? new Failure("price: no currency came", "a price such as 19.90 USD, or a number beside the column currency", Mend)
            : (column is null || column == said) && (sale is null || sale == said) ? null
            : new Failure($"price: {said} and {(column is not null && column != said ? column : sale)} came", "one currency", Mend);
    }

    private bool Holds(FeedColumn column, string value) => column.Kind switch
    {
        ColumnKind.Id => Encoding.UTF8.GetByteCount(value) <= 64 && HasNoNul(value),
        ColumnKind.Text => HasNoNul(value),
        ColumnKind.Price => OfferedPrice.Read(value) is { IsPrice: true } price && (price.Currency is null || codes.Currencies.Contains(price.Currency)),
        ColumnKind.Currency => codes.Currencies.Contains(value),
        ColumnKind.Country => codes.Countries.Contains(value),
        ColumnKind.Pdq => value.Length == 64 && !value.AsSpan().ContainsAnyExcept(HexDigits),
        ColumnKind.Whole => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= column.Least && number <= Math.Min(column.Most, int.MaxValue) && Math.Floor(number) == number,
        ColumnKind.Time => Time(value) is { } at && at >= Earliest && at <= latest,
        ColumnKind.Image => HasNoNul(value) && IsImage(value),
        ColumnKind.Images => HasNoNul(value) && value.Split(',').All(v => IsImage(v.Trim())),
        _ => throw new InvalidOperationException($"The feed listings has a column of kind {column.Kind}, which the gate does not check."),
    };

    private static bool HasNoNul(string value) => !value.Contains('\0', StringComparison.Ordinal);

    // The two usual forms first: a pattern costs ten times as much.
    private static DateTime? Time(string value) =>
        DateTime.TryParseExact(value, value.Length == 10 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var usual) ? usual
        : Iso().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at.UtcDateTime : null;

    // The picture itself may stand in the place of its address; an import would not keep it.
    private static bool IsImage(string value) => value.StartsWith(PictureUri.Prefix, StringComparison.OrdinalIgnoreCase) || IsLink(value);

    private static bool IsLink(string value) => Encoding.UTF8.GetByteCount(value) <= LongestImage && (Scheme().IsMatch(value) ? Web().IsMatch(value) : !Outside().IsMatch(value));

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?\s?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^https?://[^\s/]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    [GeneratedRegex(@"^/|\\|(^|/)\.\.(/|$)|^\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Outside();
}
