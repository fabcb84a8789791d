using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>Subjects whose events changed, by their numbers.</summary>
/// <param name="Sellers">Sellers.</param>
/// <param name="Listings">Listings; their sellers are touched with them.</param>
internal sealed record Touched(IReadOnlyCollection<uint> Sellers, IReadOnlyCollection<uint> Listings)
{
    /// <summary>Those that a build of the store touched; null where that may be anybody.</summary>
    public static Touched? By(IReadOnlyList<BuiltStream> built) =>
        built.Any(b => b.Touched is null) ? null : new Touched(Of(built, "seller"), Of(built, "listing"));

    /// <summary>Writes them to the session's tables <c>touched_sellers</c> and <c>touched_listings</c>.</summary>
    public void Write(IWarehouse warehouse)
    {
        Write(warehouse, "touched_sellers", Sellers);
        Write(warehouse, "touched_listings", Listings);
    }

    private static HashSet<uint> Of(IReadOnlyList<BuiltStream> built, string subject) =>
        [.. built.SelectMany(b => b.Touched!.TryGetValue(subject, out var numbers) ? numbers : [])];

    private static void Write(IWarehouse warehouse, string table, IReadOnlyCollection<uint> numbers)
    {
        warehouse.Run(new Sql(table, $"CREATE OR REPLACE TEMP TABLE {table} (no UINTEGER)"));
        using var writer = new BatchWriter(warehouse.Append(table));
        foreach (var no in numbers)
        {
            writer.Set(0, no);
            writer.Next();
        }

        writer.Finish();
    }
}
