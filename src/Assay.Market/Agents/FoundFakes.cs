namespace Assay.Market;

/// <summary>Decides who holds how many counterfeits.</summary>
internal static class FoundFakes
{
    /// <summary>
    /// Shares fall with rank as r^−0.82 beyond a small shift, which leaves half of all fakes with the top 1 % of sellers, the figure of a real
    /// marketplace in ANCHORS, at every size.
    /// </summary>
    private const double Fall = 0.82;

    public static void In(Population market)
    {
        var rng = Rng.For(market.Seed, "fakes");
        var shops = market.Operators.SelectMany(o => o.Shops).ToArray();
        rng.Shuffle<Seller>(shops);
        var deceived = Deceive(market, rng);
        var total = (market.Scale.Listings * MarketScale.FakeShare) - deceived;
        var weights = Enumerable.Range(0, shops.Length).Select(r => 1 / Reproducible.Pow(r + 1 + (shops.Length * 0.004), Fall)).ToArray();
        var sum = weights.Sum();
        for (var r = 0; r < shops.Length; r++)
        {
            shops[r].Fakes = Math.Max(1, (int)Math.Round(total * weights[r] / sum));
        }
    }

    /// <summary>A few honest traders bought a bad lot and do not know it.</summary>
    private static int Deceive(Population market, Rng rng)
    {
        var prone = market.Sellers.Where(s => s.Honest && s.Habits.Kind is SellerKind.Outlet or SellerKind.Hobbyist or SellerKind.Refurbisher).ToArray();
        rng.Shuffle<Seller>(prone);
        var total = 0;
        foreach (var seller in prone.Take(Math.Max(2, market.Scale.Sellers / 120)))
        {
            seller.DeceivedBy = rng.Pick(market.Operators);
            seller.Fakes = rng.Between(1, 2);
            total += seller.Fakes;
        }

        return total;
    }
}
