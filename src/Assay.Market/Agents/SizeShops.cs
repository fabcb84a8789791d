namespace Assay.Market;

/// <summary>Decides how many listings each shop has, so that the market as a whole has its size.</summary>
internal static class SizeShops
{
    public static void In(Population market)
    {
        var wanted = new double[market.Sellers.Length];
        var taken = 0;
        foreach (var seller in market.Sellers)
        {
            var rng = Rng.For(market.Seed, "shop size", seller.Index);
            if (seller.Honest)
            {
                wanted[seller.Index] = rng.LogNormal(seller.Habits.Listings, seller.Habits.Spread);
            }
            else
            {
                seller.Listings = seller.Fakes + Cover(seller, rng);
                taken += seller.Listings;
            }
        }

        var scale = (market.Scale.Listings - taken) / wanted.Sum();
        foreach (var seller in market.Sellers.Where(s => s.Honest))
        {
            seller.Listings = Math.Max(seller.Fakes + 1, (int)Math.Round(wanted[seller.Index] * scale));
        }
    }

    /// <summary>Genuine goods to hide among; about half of the fronts list more of them than fakes.</summary>
    private static int Cover(Seller seller, Rng rng)
    {
        var own = rng.LogNormal(seller.Habits.Listings, seller.Habits.Spread);
        return (int)Math.Round((own * rng.Between(0.2, 1.2)) + (seller.Fakes * rng.Between(0, 0.4 + (1.6 * seller.Skill))));
    }
}
