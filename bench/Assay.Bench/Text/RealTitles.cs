using System.Text.RegularExpressions;

namespace Assay.Bench.Text;

/// <summary>Titles of real offers: a file that the variable ASSAY_TITLES names, one a line, or what lies in <c>../shared/data/product_matching</c>.</summary>
internal static partial class RealTitles
{
    /// <summary>What is missing where there are none.</summary>
    public const string Missing = "there are no titles: put one title a line into a file and name it in ASSAY_TITLES (or have ../shared/data/product_matching beside the checkout)";

    /// <summary>The titles, each once, in the order of the files; empty where there are none.</summary>
    public static IReadOnlyList<string> Read()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_TITLES") is { Length: > 0 } file)
        {
            return [.. File.ReadLines(file).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)];
        }

        return Folder() is { } folder ? [.. OfTables(folder).Concat(OfPairs(folder)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)] : [];
    }

    private static string? Folder()
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var found = Path.Combine(folder, "shared", "data", "product_matching");
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<string> OfTables(string folder) =>
        from table in Directory.EnumerateFiles(Path.Combine(folder, "tables"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetFileName(table) != "gt.csv"
        from line in File.ReadLines(table).Skip(1)
        let cells = line.Split(line.Contains('|') ? '|' : '#')
        where cells.Length > 1
        select cells[1].Trim('"', ' ');

    private static IEnumerable<string> OfPairs(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.txt*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        from Match title in Title().Matches(line)
        select title.Groups[1].Value.Trim();

    [GeneratedRegex(@"COL (?:title|name) VAL(.*?)(?=COL |\t|$)")]
    private static partial Regex Title();
}
