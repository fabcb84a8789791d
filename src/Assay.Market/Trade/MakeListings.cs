namespace Assay.Market;

/// <summary>Fills one shop's shelves.</summary>
internal sealed class MakeListings(Population market)
{
    private static readonly double[] s_careless = [0.46, 0.19, 0.12, 0.09, 0.08, 0.06];
    private static readonly double[] s_careful = [0.86, 0.04, 0.01, 0.01, 0.06, 0.02];

    public Listing[] For(Seller seller)
    {
        var rng = Rng.For(market.Seed, "shelf", seller.Index);
        var fake = new bool[seller.Listings];
        fake.AsSpan(0, Math.Min(seller.Fakes, seller.Listings)).Fill(true);
        rng.Shuffle<bool>(fake);
        var listings = new Listing[seller.Listings];
        for (var k = 0; k < listings.Length; k++)
        {
            listings[k] = Make(seller, k, fake[k], Rng.For(market.Seed, "listing", seller.Index, k));
        }

        return listings;
    }

    private Listing Make(Seller seller, int k, bool fake, Rng rng)
    {
        var goods = fake ? Goods.Counterfeit : GoodsOf(seller, rng);
        var product = ProductOf(seller, goods, rng);
        var listing = new Listing
        {
            Id = market.Opaque.Id('l', ((long)seller.Index << 20) | (uint)k),
            Seller = seller,
            Goods = goods,
            Product = product,
            Category = product?.Category ?? Focus(seller, rng),
            Popularity = rng.LogNormal(0.73, 0.8) * (fake ? 1.35 : 1),
        };
        Speak(listing, rng);
        Titles.Write(listing, rng);
        Pricing.Set(listing, rng);
        Photos.Choose(market, listing, k, rng);
        Live(listing, rng);
        return listing;
    }

    private static Goods GoodsOf(Seller seller, Rng rng)
    {
        var habits = seller.Habits;
        if (!rng.Chance(habits.Branded) || (!seller.Honest && rng.Chance(0.5)))
        {
            return Goods.Unbranded;
        }

        return habits.Kind == SellerKind.AccessoryMaker || rng.Chance(0.04) ? Goods.Accessory : Goods.Genuine;
    }

    private Product? ProductOf(Seller seller, Goods goods, Rng rng)
    {
        if (goods == Goods.Unbranded)
        {
            return null;
        }

        if (goods == Goods.Counterfeit)
        {
            return rng.Pick((seller.Operator ?? seller.DeceivedBy!).Factory.Products);
        }

        if (seller.Range is { } range)
        {
            return rng.Pick(range);
        }

        if (seller.Brand is { } brand)
        {
            return brand.Products[rng.Below(brand.Products.Count)];
        }

        var fitting = market.Catalogue.ByCategory[Array.IndexOf(Category.All, Focus(seller, rng))];
        return fitting.Length > 0 ? rng.Pick(fitting) : market.Catalogue.Products[rng.Below(market.Catalogue.Products.Count)];
    }

    /// <summary>A shop keeps to a kind or two of goods.</summary>
    private static Category Focus(Seller seller, Rng rng)
    {
        var draw = Mix.Of(seller.Key, rng.Chance(0.7) ? 801UL : rng.Chance(0.5) ? 802UL : rng.Next());
        return Category.All[draw % (ulong)Category.All.Length];
    }

    /// <summary>About 40 % of fakes never name the brand (ANCHORS); of the others the careless disguise it, the careful write it out.</summary>
    private static void Speak(Listing listing, Rng rng)
    {
        var seller = listing.Seller;
        listing.Language = rng.Chance(0.78) ? seller.Country.Language : Language.English;
        if (!listing.Fake)
        {
            return;
        }

        if (!seller.Honest && rng.Chance(0.34 + (0.2 * seller.Skill)))
        {
            listing.Disguise = Disguise.Unnamed;
        }
        else if (!seller.Honest)
        {
            listing.Disguise = (Disguise)rng.Weighted(rng.Chance(seller.Skill) ? s_careful : s_careless);
        }

        listing.Slang = !seller.Honest && rng.Chance(0.42 * (1 - seller.Skill));
    }

    private void Live(Listing listing, Rng rng)
    {
        var seller = listing.Seller;
        var until = seller.ClosedAt > 0 ? seller.ClosedAt : market.End;
        var span = until - seller.ActiveFrom - Clock.Day;
        listing.CreatedAt = seller.ActiveFrom + 60 + (long)(span * rng.Unit() * (0.4 + (0.6 * rng.Unit())));
        if (rng.Chance(0.08))
        {
            listing.UpdatedAt = listing.CreatedAt + 3600 + (long)((until - listing.CreatedAt - 7200) * rng.Unit());
            listing.NewPrice = listing.Currency.Tidy((long)(listing.Price * rng.Between(0.8, 1.1)), rng);
        }

        var removed = listing.CreatedAt + (rng.Between(20, 400) * Clock.Day) + rng.Below(Clock.Day);
        if (rng.Chance(0.10) && removed < until && removed > listing.UpdatedAt)
        {
            listing.RemovedAt = removed;
        }
    }
}
