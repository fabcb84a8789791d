namespace Assay.Import;

/// <summary>Numbers with a decimal comma, brought into the form that the engine reads.</summary>
internal static class NumberSql
{
    /// <summary>True for the kinds that a decimal comma may stand in.</summary>
    public static bool HoldsNumber(ColumnKind kind) => kind is ColumnKind.Money or ColumnKind.Price or ColumnKind.Whole or ColumnKind.Real;

    /// <summary>
    /// <c>1.234,50 EUR</c> as <c>1234.50 EUR</c>. A point that does not part thousands (<c>4.5</c>) could be read either way: it is left with a remark
    /// that makes the row break the contract, and shows why.
    /// </summary>
    public static string FromComma(string raw)
    {
        var text = $"trim(replace(replace({raw}, chr(160), ' '), chr(8239), ' '))";
        var joined = $"regexp_replace({text}, '([0-9]) ([0-9])', '{Together}', 'g')";
        return $"""
            CASE WHEN coalesce({raw}, '') = '' THEN {raw}
              WHEN regexp_full_match({text}, {Shape}) THEN replace(regexp_replace({joined}, '[.''’]', '', 'g'), ',', '.')
              ELSE {raw} || ' (the map says: decimal comma)' END
            """;
    }

    private const string Together = @"\1\2";
    private const string Shape = "'[+-]?([0-9]{1,3}([.''’ ][0-9]{3})+|[0-9]+)(,[0-9]+)?( [A-Za-z]{3})?'";
}
