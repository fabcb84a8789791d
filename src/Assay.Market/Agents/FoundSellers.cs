namespace Assay.Market;

/// <summary>Founds the honest sellers in the places that no operator took.</summary>
internal static class FoundSellers
{
    private static readonly string[] s_reasons = ["voluntary", "voluntary", "voluntary", "inactive", "inactive", "papers", "policy", "counterfeit"];

    public static void In(Population market)
    {
        for (var n = 0; n < market.Sellers.Length; n++)
        {
            market.Sellers[n] ??= Make(market, n);
        }
    }

    private static Seller Make(Population market, int n)
    {
        var rng = Rng.For(market.Seed, "seller", n);
        var habits = Habits.Honest[rng.Weighted(Habits.Shares)];
        var country = Country.All[rng.Weighted(Country.SellerWeights)];
        var seller = market.NewSeller(n, habits, country, rng.Pick(country.Cities));
        Settle(market, seller, rng);
        return seller;
    }

    /// <summary>Gives an honest shop its dates, lines, place and wholesaler.</summary>
    public static void Settle(Population market, Seller seller, Rng rng)
    {
        Live(market, seller, rng);
        Connect(market, seller, rng);
        Trade(market, seller, rng);
    }

    private static void Live(Population market, Seller seller, Rng rng)
    {
        var days = rng.Chance(seller.Habits.Newcomer) ? rng.Between(15, 365) : rng.Between(200, 2000);
        seller.RegisteredAt = market.End - (days * Clock.Day) + rng.Below(Clock.Day);
        var idle = rng.Chance(0.2) ? rng.Between(30, 500) : rng.Between(0, 10);
        seller.ActiveFrom = Math.Clamp(seller.RegisteredAt + (idle * Clock.Day), market.Start, market.End - (8 * Clock.Day));
        var closes = seller.ActiveFrom + (rng.Between(60, 500) * Clock.Day) + rng.Below(Clock.Day);
        if (rng.Chance(0.10) && closes < market.End - Clock.Day)
        {
            seller.ClosedAt = closes;
            seller.CloseReason = rng.Pick(s_reasons);
        }
    }

    private static void Connect(Population market, Seller seller, Rng rng)
    {
        seller.Devices.Add(Mix.Of(seller.Key, 706));
        if (rng.Chance(0.5))
        {
            seller.Devices.Add(Mix.Of(seller.Key, 707));
        }

        seller.Lines.Add(Line.Home(market.Networks, seller.Country, seller.Key));
        seller.Lines.Add(Line.Mobile(market.Networks, seller.Country, seller.Key));
        if (seller.Business && rng.Chance(0.6))
        {
            seller.Lines.Add(Line.Office(market.Networks, seller.Country, seller.Key));
        }

        if (rng.Chance(0.12))
        {
            seller.Lines.Add(Line.Hosted(market.Networks, seller.Key));
        }
    }

    private static void Trade(Population market, Seller seller, Rng rng)
    {
        var abroad = seller.Habits.Kind == SellerKind.ParallelImporter && rng.Chance(0.5);
        var country = abroad ? Country.All[rng.Pick([6, 7, 8, 10])] : seller.Country;
        var city = abroad ? rng.Pick(country.Cities) : seller.City;
        var hubs = market.HubsOf(rng.Chance(0.5) ? "pick_up_station" : "warehouse", country);
        seller.Site = hubs.Length > 0 && rng.Chance(0.4) ? rng.Pick(hubs).Site!
            : market.Sites.Found(seller.Business ? "warehouse" : "home", country, city, rng);
        seller.Supplier = rng.Chance(seller.Business ? 0.85 : 0.25) ? rng.Pick(market.Suppliers) : null;
        seller.Brand = seller.Habits.Kind == SellerKind.Authorised ? rng.Pick(market.Catalogue.Genuine) : null;
        seller.Ring = rng.Chance(0.03) ? rng.Pick(market.Buyers.Rings) : null;
    }
}
