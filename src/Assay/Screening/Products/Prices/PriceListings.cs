using Assay.Warehouse;

namespace Assay.Screening.Products.Prices;

/// <summary>How many live listings have a price, and beside how many of them stands what the same product costs.</summary>
/// <param name="Listings">Live listings with a price.</param>
/// <param name="BesideHolder">Those whose claimed product has a price of its rights holder.</param>
/// <param name="BesideProduct">Those whose claimed product enough others offer.</param>
/// <param name="BesideBrand">Those whose brand enough others offer in the category.</param>
/// <param name="BesideCategory">Those whose category has enough prices.</param>
public sealed record PriceSummary(long Listings, long BesideHolder, long BesideProduct, long BesideBrand, long BesideCategory);

/// <summary>
/// Puts each live listing's price beside what its like cost at a moment: the rights holder's own price, dated by its <c>valid_from</c>, and the spread (5 %,
/// half, 95 %) of what others ask for the same product, for the brand in the category and in the category. In the listing's currency where the holder has a
/// price in it, else by the newest exchange rate of the day. Goes by <c>product_claims</c>; keeps <c>listing_prices</c>.
/// </summary>
public sealed class PriceListings(IWarehouse warehouse)
{
    private static readonly Sql Empty = new("listing prices", "DELETE FROM listing_prices");
    private static readonly Sql Count = new("count of listing prices", "SELECT count(*), count(of_holder), count(of_product), count(of_brand), count(of_category) FROM listing_prices");
    private static readonly string[] Steps = ["day_rates", "asked_prices", "price_distributions", "listing_prices"];

    /// <summary>Compares prices as of a moment. Those of an earlier look are replaced.</summary>
    public PriceSummary Run(DateTime asOf, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        using var transaction = warehouse.Begin();
        warehouse.Run(Empty);
        foreach (var step in Steps)
        {
            warehouse.Run(Sql.Load($"Screening/Products/Prices/{step}.sql"), asOf);
        }

        transaction.Commit();
        var counted = warehouse.Table(Count)[0].Select(n => long.Parse(n!)).ToArray();
        return new PriceSummary(counted[0], counted[1], counted[2], counted[3], counted[4]);
    }
}
