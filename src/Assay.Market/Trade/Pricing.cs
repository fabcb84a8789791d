namespace Assay.Market;

/// <summary>Prices, conditions and product numbers.</summary>
internal static class Pricing
{
    public static void Set(Listing listing, Rng rng)
    {
        var habits = listing.Seller.Habits;
        listing.Condition = listing.Goods switch
        {
            Goods.Genuine when habits.Kind == SellerKind.Refurbisher => "refurbished",
            Goods.Genuine or Goods.Counterfeit when rng.Chance(habits.Used) => "used",
            _ => "new",
        };
        var reference = listing.Product is { } product && listing.Goods != Goods.Accessory ? product.Cents : Unbranded(listing.Category, rng);
        listing.Ratio = RatioOf(listing, rng);
        listing.Price = listing.Currency.Tidy(listing.Currency.FromCents(reference * listing.Ratio), rng);
        if (rng.Chance(0.07))
        {
            listing.SalePrice = listing.Currency.Tidy((long)(listing.Price * rng.Between(0.75, 0.95)), rng);
        }

        if (listing.Goods is Goods.Genuine or Goods.Counterfeit)
        {
            Number(listing, rng);
        }
    }

    private static double Unbranded(Category category, Rng rng) => 100.0 * category.LowDollars * rng.LogNormal(0.45, 0.5);

    /// <summary>The careless sell at a fifth of the price; the skilled come within the discounts of outlets and importers.</summary>
    private static double RatioOf(Listing listing, Rng rng)
    {
        var habits = listing.Seller.Habits;
        if (listing.Goods is Goods.Unbranded or Goods.Accessory)
        {
            return rng.LogNormal(1, 0.3);
        }

        if (listing.Fake && !listing.Seller.Honest)
        {
            var centre = 0.30 + (0.50 * listing.Seller.Skill);
            return Math.Clamp(centre + (0.13 * rng.Normal()), 0.12, 1.05);
        }

        var clearance = rng.Chance(0.06) ? 0.6 : 1;
        return rng.Between(habits.LowPrice, habits.HighPrice) * clearance * (habits.Kind == SellerKind.AccessoryMaker ? 5 : 1);
    }

    private static void Number(Listing listing, Rng rng)
    {
        var product = listing.Product!;
        var care = listing.Fake ? 0.15 + (0.4 * listing.Seller.Skill) : listing.Seller.Habits.Kind switch
        {
            SellerKind.Authorised => 0.92,
            SellerKind.Hobbyist => 0.15,
            _ => 0.55,
        };
        if (listing.Disguise == Disguise.Unnamed)
        {
            return;
        }

        listing.Gtin = rng.Chance(care) ? product.Gtin : null;
        listing.Mpn = rng.Chance(care) ? product.Mpn : null;
        if (listing.Fake && rng.Chance(0.18 * (1 - listing.Seller.Skill)))
        {
            listing.Mpn = $"{product.Brand.Series[0]}{rng.Between(10, 999)}";
        }
        else if (rng.Chance(0.02))
        {
            listing.Gtin = $"952{rng.Below(1_000_000_000):0000000000}";
        }
    }
}
