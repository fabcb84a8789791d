namespace Assay.Import;

/// <summary>
/// A price carries its currency itself (<c>19.90 USD</c>) or leaves it to the column <c>currency</c>; both may say it, and must then agree.
/// </summary>
internal static class PriceSql
{
    /// <summary>True where the text after the number is nothing, or one currency.</summary>
    public static string HasKnownCurrency(string raw) =>
        $"split_part(trim({raw}), ' ', 3) = '' AND (split_part(trim({raw}), ' ', 2) = '' OR {Own(raw)} IS NOT NULL)";

    /// <summary>The currency of a row: the price's own, else the column's.</summary>
    public static string Currency(ColumnSql price, ColumnSql currency) =>
        price.IsText ? $"coalesce({Own(price.RawName)}, TRY_CAST({currency.RawName} AS currency))" : $"TRY_CAST({currency.RawName} AS currency)";

    /// <summary>True where a price has no currency, the column's is none, or two of them differ.</summary>
    public static string IsBroken(IReadOnlyList<ColumnSql> prices, ColumnSql currency)
    {
        var parts = new List<string>
        {
            $"({prices[0].RawName} IS NOT NULL AND {currency.ParsedName} IS NULL)",
            $"({currency.RawName} IS NOT NULL AND TRY_CAST({currency.RawName} AS currency) IS NULL)",
            $"({currency.RawName} IS NOT NULL AND TRY_CAST({currency.RawName} AS currency) <> {currency.ParsedName})",
        };
        parts.AddRange(prices.Where(p => p.IsText && p.Raw is not null).Select(p => $"coalesce({Own(p.RawName)} <> {currency.ParsedName}, false)"));
        return $"({string.Join(" OR ", parts)})";
    }

    private static string Own(string raw) => $"TRY_CAST(split_part(trim({raw}), ' ', 2) AS currency)";
}
