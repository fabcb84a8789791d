namespace Assay.Market;

/// <summary>A framer's ring praises the victim, so that the victim seems to have bought the ring.</summary>
internal static class Praise
{
    public static void Plant(Journal journal, Sell sell, Seller seller, Listing[] listings, List<Order> sales)
    {
        if (seller.PlantedRing is { } ring)
        {
            var rng = Rng.For(journal.Market.Seed, "planted praise", seller.Index);
            for (var i = 0; i < 5; i++)
            {
                sell.Brush(rng.Pick(listings), ring, 1, sales, rng);
            }
        }
    }
}
