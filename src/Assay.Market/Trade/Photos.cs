namespace Assay.Market;

/// <summary>Whose photo a listing shows. Honest shops copy pictures too.</summary>
internal static class Photos
{
    public static void Choose(Population market, Listing listing, int k, Rng rng)
    {
        var own = Own(listing.Seller, k);
        listing.Flips = rng.Between(0, 16);
        listing.Photo = listing.Fake && !listing.Seller.Honest ? Fake(market, listing, own, rng) : Honest(market, listing, own, rng);
    }

    private static ulong Own(Seller seller, int k) => Mix.Of(seller.Key, 811, (ulong)k);

    private static ulong Honest(Population market, Listing listing, ulong own, Rng rng)
    {
        var official = listing.Seller.Habits.Kind switch
        {
            SellerKind.Hobbyist => 0.15,
            SellerKind.Authorised => 0.85,
            _ => 0.5,
        };
        if (listing.Product is { } product && listing.Goods == Goods.Genuine && rng.Chance(official))
        {
            return product.OfficialPhoto(rng.Below(2));
        }

        return rng.Chance(0.05) ? Somebody(market, rng) : own;
    }

    private static ulong Fake(Population market, Listing listing, ulong own, Rng rng)
    {
        var maker = listing.Seller.Operator!;
        var draw = rng.Unit();
        if (maker.Victim is { } victim && draw > 0.85)
        {
            return Own(victim, rng.Below(Math.Max(1, victim.Listings)));
        }

        return draw switch
        {
            < 0.38 => listing.Product!.OfficialPhoto(rng.Below(2)),
            < 0.56 => Mix.Of(maker.Key, 812, listing.Product!.Id),
            < 0.72 => Mix.Of(maker.Factory.Payee, 813, listing.Product!.Id),
            < 0.80 => Somebody(market, rng),
            _ => own,
        };
    }

    private static ulong Somebody(Population market, Rng rng)
    {
        var other = rng.Pick(market.Sellers);
        return Own(other, rng.Below(Math.Max(1, other.Listings)));
    }
}
