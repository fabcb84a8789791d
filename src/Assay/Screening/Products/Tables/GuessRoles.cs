using Assay.Import;
using Assay.Import.Drafting;

namespace Assay.Screening.Products.Tables;

/// <summary>Finds what columns mean: by their names in the languages that maps of feeds are drafted in, else by what stands in them.</summary>
internal static class GuessRoles
{
    private static readonly Feed Listings = Contract.Find("listings")!;

    // Names that mean these in tables of products and something else, or nothing, in a marketplace's feeds.
    private static readonly Dictionary<string, string[]> More = new(StringComparer.Ordinal)
    {
        ["id"] = ["id", "_id", "uuid", "record id", "subject id", "product id", "key"],
        ["title"] = ["title", "name", "product name", "product title", "product", "item name", "label"],
        ["brand"] = ["brand", "manufacturer", "maker", "producer", "brand name", "vendor", "marke", "hersteller", "marque", "fabricante"],
        ["mpn"] = ["mpn", "model", "modelno", "model no", "model number", "part number", "partno", "manufacturer part number", "product number", "sku"],
        ["gtin"] = ["gtin", "gtin13", "gtin14", "ean", "ean13", "upc", "isbn", "barcode"],
        ["price"] = ["price", "list price", "sale price", "cost", "preis", "prix", "precio"],
        ["description"] = ["description", "desc", "long description", "short description", "product description", "details", "text"],
    };

    /// <summary>The roles of a table's columns.</summary>
    public static ProductRoles Run(RawTable table)
    {
        var taken = new HashSet<int>();
        string? Named(string role) => Take(Best(table, role, taken), table, taken);
        var roles = new ProductRoles
        {
            Id = Named("id"),
            Title = Named("title"),
            Brand = Named("brand"),
            PartNumber = Named("mpn"),
            Gtin = Named("gtin"),
            Price = Named("price"),
            Description = Named("description"),
        };
        roles = roles with { Gtin = roles.Gtin ?? Take(First(table, taken, IsGtins), table, taken) };
        roles = roles with { Title = roles.Title ?? Take(Wordiest(table, taken), table, taken) };
        return roles with { Id = roles.Id ?? (taken.Add(0) && IsKey(table, 0) ? table.Columns[0] : null) };
    }

    private static string? Take(int? column, RawTable table, HashSet<int> taken)
    {
        if (column is { } at)
        {
            taken.Add(at);
            return table.Columns[at];
        }

        return null;
    }

    private static int? Best(RawTable table, string role, HashSet<int> taken)
    {
        var names = More[role].Concat(Synonyms.Table.OfColumn(Listings, role)).ToList();
        return Enumerable.Range(0, table.Columns.Count).Where(c => !taken.Contains(c) && Fits(role, table, c))
            .Select(c => (Column: c, Score: names.Select((n, i) => Likeness(table.Columns[c], n, i)).Max()))
            .Where(c => c.Score > 0).OrderByDescending(c => c.Score).ThenBy(c => c.Column).Select(c => (int?)c.Column).FirstOrDefault();
    }

    // The same name, the earlier in the list the better; only then one that holds it as a word: product_name_en.
    private static double Likeness(string theirs, string ours, int order)
    {
        var (a, b) = (NameLikeness.Fold(theirs), NameLikeness.Fold(ours));
        return a == b ? 2 - (order / 1000.0) : NameLikeness.Best(theirs, [ours]) is var alike and >= 0.7 ? alike - (order / 1000.0) : 0;
    }

    // A column called price that holds words is none, nor is one called id whose values repeat.
    private static bool Fits(string role, RawTable table, int column)
    {
        var values = table.Sample(column).ToList();
        return role switch
        {
            "price" => values.Count(v => ParsePrice.Run(v) is not null) >= 0.5 * values.Count,
            "id" => IsKey(table, column),
            "title" => values.Count > 0 && !values.TrueForAll(v => v.All(char.IsAsciiDigit)),
            _ => values.Count > 0,
        };
    }

    // Values that tell rows apart and hold no spaces, but for a few that are broken.
    private static bool IsKey(RawTable table, int column)
    {
        var values = table.Sample(column).ToList();
        var most = 0.98 * Math.Min(2000, table.Rows.Count);
        return values.Count >= most && values.Distinct(StringComparer.Ordinal).Count() >= most && values.Count(v => v.Any(char.IsWhiteSpace)) <= 0.1 * values.Count;
    }

    private static int? First(RawTable table, HashSet<int> taken, Func<List<string>, bool> holds) =>
        Enumerable.Range(0, table.Columns.Count).Where(c => !taken.Contains(c) && table.Sample(c).ToList() is { Count: >= 20 } values && holds(values)).Select(c => (int?)c).FirstOrDefault();

    private static bool IsGtins(List<string> values) => values.Count(v => Claims.Gtin.Holds(v) && v.Length is 12 or 13 or 14) >= 0.8 * values.Count;

    // Names of products are many words and seldom repeat; descriptions are longer.
    private static int? Wordiest(RawTable table, HashSet<int> taken) =>
        Enumerable.Range(0, table.Columns.Count).Where(c => !taken.Contains(c)).Select(c => (Column: c, Values: table.Sample(c).ToList())).Where(c => c.Values.Count > 0)
            .Select(c => (c.Column, Length: c.Values.Average(v => (double)v.Length), Own: c.Values.Distinct(StringComparer.Ordinal).Count() / (double)c.Values.Count, Spaces: c.Values.Average(v => v.Count(char.IsWhiteSpace))))
            .Where(c => c.Spaces >= 0.5).OrderByDescending(c => Math.Min(c.Length, 60) * c.Own / Math.Max(1, c.Length / 200)).ThenBy(c => c.Column).Select(c => (int?)c.Column).FirstOrDefault();
}
