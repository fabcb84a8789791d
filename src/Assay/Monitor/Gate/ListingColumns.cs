using Assay.Import;

namespace Assay.Monitor.Gate;

/// <summary>The columns of the <c>listings</c> feed and where each stands in a row that was read.</summary>
internal static class ListingColumns
{
    /// <summary>In the contract's order, <c>observed_at</c> last.</summary>
    public static FeedColumn[] All { get; } = [.. Contract.Find("listings")!.Columns, Contract.ObservedAt];

    private static readonly Dictionary<string, int> Places = All.Index().ToDictionary(c => c.Item.Name, c => c.Index, StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup = Places.GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Id { get; } = Places["id"];

    public static int SellerId { get; } = Places["seller_id"];

    public static int Title { get; } = Places["title"];

    public static int Description { get; } = Places["description"];

    public static int Brand { get; } = Places["brand"];

    public static int GoogleCategory { get; } = Places["google_product_category"];

    public static int ProductType { get; } = Places["product_type"];

    public static int Price { get; } = Places["price"];

    public static int Currency { get; } = Places["currency"];

    public static int SalePrice { get; } = Places["sale_price"];

    public static int Condition { get; } = Places["condition"];

    public static int Gtin { get; } = Places["gtin"];

    public static int Mpn { get; } = Places["mpn"];

    public static int Pdq { get; } = Places["pdq"];

    public static int ShipFrom { get; } = Places["ship_from_country"];

    public static int Image { get; } = Places["image_link"];

    public static int Images { get; } = Places["additional_image_link"];

    /// <summary>The place of a column; -1 for one that the contract does not have.</summary>
    public static int PlaceOf(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var place) ? place : -1;

    /// <summary>A column that was not known, with the one that was likely meant: <c>titel (title?)</c>.</summary>
    public static string Suggest(string name)
    {
        var shown = Reject.Show(name, masked: false);
        return NearestName.Of(name, All.Select(c => c.Name)) is { } near ? $"{shown} ({near}?)" : shown;
    }
}
