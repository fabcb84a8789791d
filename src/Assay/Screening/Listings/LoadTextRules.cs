using Assay.Brands.Rights;
using Assay.Screening.Text;
using Assay.Warehouse;

namespace Assay.Screening.Listings;

/// <summary>Loads what listings are read by, as known at a moment. The index of names is made anew where the names changed, and kept where they did not. One thread at a time.</summary>
public sealed class LoadTextRules
{
    private static readonly Sql Places = new("places", "SELECT country FROM market_places ORDER BY country");

    private List<ProtectedName> names = [];
    private ListingReaders readers = ListingReaders.OfNoNames;

    /// <summary>Readers by the names of the registered brands, and the named lists of this build.</summary>
    public ListingReaders Readers(IWarehouse warehouse, DateTime asOf)
    {
        var now = warehouse.Table(Sql.Load("Screening/Listings/protected_names.sql"), asOf).Select(r => new ProtectedName(r[0]!, null, r[1]!)).ToList();
        if (!now.SequenceEqual(names))
        {
            (names, readers) = (now, new ListingReaders(new TextRules(now, WordLists.BuiltIn)));
        }

        return readers;
    }

    /// <summary>Rights and authorisations, and where the market delivers by the latest scan of everything.</summary>
    public static GroundsInMarket Grounds(IWarehouse warehouse, DateTime asOf) =>
        new(RightsOfBrands.Read(warehouse, asOf), [.. warehouse.Table(Places).Select(r => r[0]!)], asOf);
}
