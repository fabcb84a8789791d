using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Tests;

namespace Assay.EndToEnd;

/// <summary>What becomes of an offer that says no price, which the contract wants.</summary>
public enum Unpriced
{
    /// <summary>It stands as it is, and the import rejects it.</summary>
    AsItIs,

    /// <summary>It is left out.</summary>
    LeftOut,

    /// <summary>It costs 0, as offers without a price do in one of the sources.</summary>
    AtZero,
}

/// <summary>An offer of a real shop, as its source has it.</summary>
/// <param name="Source">The source: <c>abt</c>, <c>buy</c>, <c>amazon</c>, <c>gp</c>, <c>shoes</c> or <c>cameras</c>.</param>
/// <param name="Id">An id within all sources.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description, often empty.</param>
/// <param name="Brand">Its manufacturer, where the source says one.</param>
/// <param name="Price">Its price as it stands there: missing, <c>0.0</c>, <c>97.36 gbp</c>.</param>
public sealed record RealOffer(string Source, string Id, string Title, string Description, string Brand, string Price)
{
    /// <summary>A seller for the offer: the sources name none, so that the source and the first word stand for one.</summary>
    public string Seller => $"{Source}-{(Brand.Length > 0 ? Brand : Title).Split(' ', '"')[0].ToLowerInvariant().Select((c, i) => c * (i + 7)).Sum() % 97}";

    /// <summary>True where the contract takes the price: a number, without a currency of its own or with one of ISO 4217.</summary>
    public bool HasPrice => decimal.TryParse(Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price >= 0;
}

/// <summary>Turns the product offers in <c>../shared/data/product_matching</c> into feeds of listings and sellers.</summary>
public static partial class RealListings
{
    private static readonly (string File, string Source, char Delimiter)[] Tables =
    [
        ("tables/D2/abt.csv", "abt", '|'), ("tables/D2/buy.csv", "buy", '|'), ("tables/D3/amazon.csv", "amazon", '#'), ("tables/D3/gp.csv", "gp", '#'),
    ];

    /// <summary>True where the offers lie beside the repository.</summary>
    public static bool AreThere => SharedData.Find("product_matching") is not null;

    /// <summary>Every offer, each once.</summary>
    public static IReadOnlyList<RealOffer> Read()
    {
        var folder = SharedData.Find("product_matching") ?? throw new InvalidOperationException("There are no real offers: ask AreThere first.");
        return
        [
            .. Tables.SelectMany(t => FromTable(Path.Combine(folder, t.File), t.Source, t.Delimiter)),
            .. FromPairs(Path.Combine(folder, "wdc_shoes"), "shoes"),
            .. FromPairs(Path.Combine(folder, "wdc_cameras"), "cameras"),
        ];
    }

    /// <summary>Writes <c>listings/*.csv</c> and <c>sellers.csv</c> into a folder, and returns the offers that stand in them.</summary>
    public static IReadOnlyList<RealOffer> Write(string folder, Unpriced unpriced = Unpriced.AsItIs)
    {
        var offers = Read().Where(o => unpriced != Unpriced.LeftOut || o.HasPrice).Select(o => unpriced == Unpriced.AtZero && o.Price.Length == 0 ? o with { Price = "0" } : o).ToList();
        Directory.CreateDirectory(Path.Combine(folder, "listings"));
        foreach (var source in offers.GroupBy(o => o.Source))
        {
            WriteCsv(
                Path.Combine(folder, "listings", $"{source.Key}.csv"),
                ["id", "seller_id", "title", "description", "brand", "price", "currency", "created_at"],
                source.Select(o => new[] { o.Id, o.Seller, o.Title, o.Description, o.Brand, o.Price, "USD", "2020-01-01T00:00:00Z" }));
        }

        WriteCsv(
            Path.Combine(folder, "sellers.csv"),
            ["seller_id", "registered_at", "shop_name", "country"],
            offers.Select(o => o.Seller).Distinct(StringComparer.Ordinal).Select(s => new[] { s, "2015-01-01T00:00:00Z", $"Shop {s}", "US" }));
        return offers;
    }

    /// <summary>Brands that many of the offers name.</summary>
    public static IReadOnlyList<string> WellKnown { get; } = ["Sony", "Bose", "Linksys"];

    /// <summary>Writes <c>brands.csv</c> into a folder: the well-known brands, and every manufacturer that an offer says.</summary>
    public static void WriteBrands(string folder, IReadOnlyList<RealOffer> offers) => WriteCsv(
        Path.Combine(folder, "brands.csv"),
        ["brand_id", "name", "holder", "country"],
        offers.Select(o => o.Brand.Trim()).Where(b => b.Length > 1).Concat(WellKnown).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select((name, i) => new[] { $"brand-{i}", name, $"{name} Inc.", "US" }));

    // id, name or title, description, manufacturer in one of them, price: nothing is quoted.
    private static IEnumerable<RealOffer> FromTable(string path, string source, char delimiter)
    {
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split(delimiter);
            yield return new RealOffer(source, $"{source}-{cells[0]}", cells[1], cells[2], cells.Length > 4 ? cells[3] : "", cells[^1]);
        }
    }

    // Lines of two offers and a label; an offer is the page's title and heading with their languages, cut from the web as they were.
    private static IEnumerable<RealOffer> FromPairs(string folder, string source) =>
        from text in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).SelectMany(l => l.Split('\t')[..2]).Distinct(StringComparer.Ordinal)
        let content = text["COL title VAL".Length..].Trim()
        let title = Spaces().Replace(Language().Replace(content, "$1 "), " ").Trim(' ', '"')
        let id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20]
        select new RealOffer(source, $"{source}-{id}", title, content, "", "");

    private static void WriteCsv(string path, string[] header, IEnumerable<string[]> rows)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (var row in rows.Prepend(header))
        {
            writer.WriteLine(string.Join(',', row.Select(Quoted)));
        }
    }

    private static string Quoted(string value) => value.AsSpan().ContainsAny("\",\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    [GeneratedRegex("(\")@[A-Za-z-]+,?")]
    private static partial Regex Language();

    [GeneratedRegex("[\\s\"]*\"[\\s\"]+|\\s+")]
    private static partial Regex Spaces();
}
