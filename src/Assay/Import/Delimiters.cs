namespace Assay.Import;

/// <summary>What may stand between the values of a delimited file: a closed list, as the engine takes it as text of the statement.</summary>
internal static class Delimiters
{
    /// <summary>The delimiters, the likeliest first.</summary>
    public static IReadOnlyList<(char Character, string Name, string Sql)> All { get; } =
    [
        (',', "commas", "','"),
        (';', "semicolons", "';'"),
        ('\t', "tabs", @"'\t'"),
        ('|', "bars", "'|'"),
        ('#', "hash signs", "'#'"),
        ('^', "carets", "'^'"),
        ('~', "tildes", "'~'"),
    ];

    /// <summary>True where a file may be separated by it.</summary>
    public static bool Contains(char delimiter) => All.Any(d => d.Character == delimiter);

    /// <summary>The delimiter as a literal of SQL.</summary>
    public static string Sql(char delimiter) => All.First(d => d.Character == delimiter).Sql;

    /// <summary>The delimiter in words.</summary>
    public static string Spell(char delimiter) => All.First(d => d.Character == delimiter).Name;

    /// <summary>The delimiter of a file: a .tsv has tabs, a .csv what the map says, or commas; null where the format has none.</summary>
    public static char? Of(FeedFile file, FeedMapping mapping) => file.Format switch
    {
        FeedFormat.Tsv => '\t',
        FeedFormat.Csv => mapping.Delimiter ?? ',',
        _ => null,
    };
}
