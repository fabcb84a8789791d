using Assay.Brands.Rights;
using Assay.Screening.Text;
using Assay.Warehouse;

namespace Assay.Screening.Listings;

/// <summary>Loads what listings are read by, as known at a moment.</summary>
public static class LoadTextRules
{
    private static readonly Sql Places = new("places", "SELECT country FROM market_places ORDER BY country");

    /// <summary>Names of the registered brands, and the named lists of this build.</summary>
    public static TextRules Run(IWarehouse warehouse, DateTime asOf) => new(
        warehouse.Table(Sql.Load("Screening/Listings/protected_names.sql"), asOf).Select(r => new ProtectedName(r[0]!, null, r[1]!)), WordLists.BuiltIn);

    /// <summary>Rights and authorisations, and where the market delivers by the latest scan of everything.</summary>
    public static GroundsInMarket Grounds(IWarehouse warehouse, DateTime asOf) =>
        new(RightsOfBrands.Read(warehouse, asOf), [.. warehouse.Table(Places).Select(r => r[0]!)], asOf);
}
