namespace Assay.Market;

/// <summary>Parcels to buyers, and the bulk lots from which they are split.</summary>
internal sealed class Parcels(Journal journal, Supply supply)
{
    private static readonly string[] s_carriers = ["swiftpost", "harbourline", "eastwind", "metroparcel", "polar"];
    private static readonly string[] s_vague = ["gift", "accessories", "clothing", "sample", "daily goods"];

    /// <summary>Sends an order's parcel and returns when it arrives.</summary>
    public long Send(Order order, Rng rng)
    {
        var seller = order.Listing.Seller;
        var slow = seller.BadLogistics ? rng.Between(1, 12) : rng.Between(0, 3);
        var shipped = order.At + (slow * Clock.Day) + rng.Below(20 * Clock.Hour) + 1800;
        var to = journal.Market.Buyers.CountryOf(order.Buyer);
        var far = seller.Site.Country == to ? rng.Between(1, 5) : rng.Between(5, 18);
        var delivered = shipped + (far * Clock.Day) + rng.Below(Clock.Day);
        if (shipped < journal.Market.End)
        {
            journal.Shipments.Add(Parcel(order, shipped, journal.Known(delivered), to, rng));
        }

        return delivered;
    }

    private Shipment Parcel(Order order, long shipped, long delivered, Country to, Rng rng)
    {
        var listing = order.Listing;
        var seller = listing.Seller;
        var outlet = seller.Outlets.Length > 0 ? seller.Outlets[(int)(Mix.Of(order.Id, 821) % (ulong)seller.Outlets.Length)] : null;
        var light = order.Brushed && rng.Chance(0.6);
        var region = to.Cities[(int)(journal.Market.Buyers.Key(order.Buyer) % (ulong)to.Cities.Length)].Region;
        var vague = rng.Chance(listing.Fake ? 0.4 : 0.15);
        var phone = rng.Chance(0.8) ? seller.SenderPhone : 0;
        var declared = rng.Chance(listing.Fake ? 0.5 : 0.15) ? order.Amount / rng.Between(3, 8) : order.Amount;
        return new(journal.NewId('h'), s_carriers[(int)((seller.Key + (ulong)rng.Below(2)) % 5)], outlet ?? From(seller, rng), null, to, region, shipped, delivered)
        {
            Order = order.Id,
            Seller = seller.Id,
            Parent = supply.Parent(listing, outlet, shipped, rng),
            SenderPhone = phone,
            Grams = light ? rng.Between(20, 90) : Math.Max(20, (int)(listing.Category.Grams * order.Quantity * rng.Between(0.8, 1.25))),
            Goods = vague ? rng.Pick(s_vague) : listing.Category.Nouns[0],
            Value = declared,
            Currency = listing.Currency,
            Hs = rng.Chance(0.7) ? listing.Category.Hs : null,
        };
    }

    // Some goods go straight from where they are split, or from the wholesaler.
    private static Site From(Seller seller, Rng rng) => seller switch
    {
        { Operator: { } owner } when rng.Chance(0.12) => owner.Factory.Consolidation,
        { Supplier: { } supplier } when rng.Chance(0.15) => supplier.Site,
        _ => seller.Site,
    };
}
