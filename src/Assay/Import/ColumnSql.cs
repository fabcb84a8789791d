using Assay.Warehouse;

namespace Assay.Import;

/// <summary>How one column of a file becomes one column of a table.</summary>
/// <param name="Column">The contract's column.</param>
/// <param name="Raw">SQL for what stands in the file; null where the file has no such column.</param>
/// <param name="IsText">True where the raw value is text, false where the file gives it a type of its own.</param>
internal sealed record ColumnSql(FeedColumn Column, string? Raw, bool IsText)
{
    /// <summary>Name of the raw value within the load's inner query.</summary>
    public string RawName => Sql.Quote($"r_{Column.Name}");

    /// <summary>Name of the parsed value within the load's inner query.</summary>
    public string ParsedName => Sql.Quote($"p_{Column.Name}");

    /// <summary>The raw value with emptiness as null; what a rejection shows.</summary>
    public string RawOrNull(bool emptyIsNull)
    {
        if (Raw is null)
        {
            return "NULL::VARCHAR";
        }

        return IsText && emptyIsNull ? $"nullif({Raw}, '')" : Raw;
    }

    /// <summary>SQL that parses the raw value into the table's type; null where it does not parse.</summary>
    /// <param name="feed">The feed, for the type of a choice.</param>
    /// <param name="times">How times are written.</param>
    public string Parsed(Feed feed, TimeSql times) => Column.Kind switch
    {
        ColumnKind.Choice => $"TRY_CAST({Text()} AS {feed.Name}_{Column.Name})",
        ColumnKind.Time or ColumnKind.Validity => times.Moment(RawName, IsText),
        ColumnKind.Day => times.Day(RawName, IsText),
        ColumnKind.Money => $"TRY_CAST({RawName} AS DECIMAL(18, 4))",
        ColumnKind.Price => IsText ? $"TRY_CAST(split_part(trim({RawName}), ' ', 1) AS DECIMAL(18, 4))" : $"TRY_CAST({RawName} AS DECIMAL(18, 4))",
        ColumnKind.Currency => $"TRY_CAST({Text()} AS currency)",
        ColumnKind.Country => $"TRY_CAST({Text()} AS country)",
        ColumnKind.Whole => $"TRY_CAST({RawName} AS INTEGER)",
        ColumnKind.Real => $"TRY_CAST({RawName} AS DOUBLE) + 0.0",
        ColumnKind.Hash or ColumnKind.Pdq => $"lower({Text()})",
        _ => Text(),
    };

    /// <summary>SQL that is true where the row breaks the contract in this column.</summary>
    /// <param name="latest">Parameter with the latest moment that an event may have.</param>
    /// <param name="hasNul">True where the file holds a byte 0 somewhere, or may.</param>
    public string IsBroken(string latest, bool hasNul)
    {
        var holds = Holds(latest, hasNul);
        if (!Column.IsOptional)
        {
            return holds is null ? $"{RawName} IS NULL" : $"NOT coalesce({holds}, false)";
        }

        return holds is null ? "false" : $"({RawName} IS NOT NULL AND NOT coalesce({holds}, false))";
    }

    private string? Holds(string latest, bool hasNul)
    {
        var holds = HoldsByKind(latest);
        if (!hasNul || !IsText || Column.Kind is not (ColumnKind.Id or ColumnKind.Text or ColumnKind.Account or ColumnKind.Router or ColumnKind.Image or ColumnKind.Images))
        {
            return holds;
        }

        var clean = $"NOT contains({RawName}, chr(0))";
        return holds is null ? clean : $"{holds} AND {clean}";
    }

    private string? HoldsByKind(string latest) => Column.Kind switch
    {
        ColumnKind.Id => $"strlen({ParsedName}) BETWEEN 1 AND 64",
        ColumnKind.Text => Column.IsOptional ? null : $"{ParsedName} IS NOT NULL",
        ColumnKind.Hash => $"is_hex({ParsedName}, 32, 64)",
        ColumnKind.Pdq => $"is_hex({ParsedName}, 64, 64)",
        ColumnKind.Router => $"strlen({ParsedName}) <= 64 AND NOT looks_like_mac({ParsedName})",
        ColumnKind.Account => $"strlen({ParsedName}) BETWEEN 1 AND 64 AND NOT (looks_like_iban({ParsedName}) OR looks_like_card({ParsedName}) OR looks_like_phone({ParsedName}))",
        ColumnKind.Time => $"{ParsedName} BETWEEN TIMESTAMP '1990-01-01' AND {latest}",
        ColumnKind.Validity => $"{ParsedName} BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '9999-12-31'",
        ColumnKind.Day => $"{ParsedName} BETWEEN DATE '1990-01-01' AND {latest}::DATE",
        ColumnKind.Money => $"{ParsedName} >= 0",
        ColumnKind.Price => IsText ? $"{ParsedName} >= 0 AND {PriceSql.HasKnownCurrency(RawName)}" : $"{ParsedName} >= 0",
        ColumnKind.Whole => $"{ParsedName} BETWEEN {Column.Least:0} AND {Column.Most:0} AND TRY_CAST({RawName} AS DOUBLE) = {ParsedName}",
        ColumnKind.Real => double.IsPositiveInfinity(Column.Most)
            ? $"isfinite({ParsedName}) AND {ParsedName} >= {Column.Least:0}"
            : $"{ParsedName} BETWEEN {Column.Least:0} AND {Column.Most:0}",
        ColumnKind.Image => $"is_image({ParsedName})",
        ColumnKind.Images => $"is_image_list({ParsedName})",
        ColumnKind.Ip => $"is_ip({ParsedName})",
        ColumnKind.Prefix => $"is_prefix({ParsedName})",
        ColumnKind.Json => $"is_json_object({ParsedName})",
        _ => $"{ParsedName} IS NOT NULL",
    };

    private string Text() => IsText ? RawName : $"CAST({RawName} AS VARCHAR)";
}
