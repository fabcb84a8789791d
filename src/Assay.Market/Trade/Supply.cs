using System.Runtime.InteropServices;

namespace Assay.Market;

/// <summary>A bulk lot: when it arrived, and its shipment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Lot(long ShippedAt, long ArrivedAt, ulong Shipment, int Units);

/// <summary>
/// Where goods come from: factory → consolidation → operator's stock, and maker → wholesaler → shop. Lots follow from their owner's number,
/// so that batches agree on them without sharing memory.
/// </summary>
internal sealed class Supply(Population market)
{
    private readonly Dictionary<long, Lot[]> known = [];

    public Lot[] OfFactory(Factory factory) =>
        Lots(1L << 61 | (uint)factory.Index, "factory lots", factory.Index, 10, market.Start - (50 * Clock.Day), 4, () => 400);

    public Lot[] OfOperator(Operator owner) =>
        Lots(2L << 61 | (uint)owner.Index, "operator lots", owner.Index, 34, FirstTrade(owner), 5, () => 6 + (int)(owner.Fakes * 0.6));

    public Lot[] OfSupplier(Supplier supplier) =>
        Lots(3L << 60 | (uint)supplier.Index, "supplier lots", supplier.Index, 30, market.Start - (50 * Clock.Day), 9, () => 500);

    public Lot[] OfSeller(Seller seller) =>
        Lots(5L << 60 | (uint)seller.Index, "seller lots", seller.Index, 75, seller.ActiveFrom - (10 * Clock.Day), 4, () => 5 + seller.Listings);

    /// <summary>What a maker sends into a story's chain.</summary>
    public Lot[] FromMaker(Chain chain, int maker) =>
        Lots(6L << 60 | (uint)((chain.Index * 64) + maker), "story makers", (chain.Index * 64) + maker, 13, chain.From, 3, () => chain.Units);

    /// <summary>What reaches the place that a story's parcels leave from.</summary>
    public Lot[] ToOutlet(Chain chain, int outlet) =>
        Lots(6L << 60 | (uint)((chain.Index * 64) + 32 + outlet), "story outlets", (chain.Index * 64) + 32 + outlet, 9, chain.From + (8 * Clock.Day), 2, () => chain.Units);

    /// <summary>The lot that a parcel was split from, where the carriers know it.</summary>
    public ulong Parent(Listing listing, Site? outlet, long shipped, Rng rng)
    {
        if (listing.Source is { Chain: { } chain } staged)
        {
            return rng.Chance(0.5 - (0.35 * staged.Skill)) ? Known(Last(ToOutlet(chain, Array.IndexOf(chain.Outlets, outlet)), shipped)) : 0;
        }

        if (listing.Source is { } source)
        {
            return rng.Chance(0.5 - (0.35 * source.Skill)) ? Known(Last(OfOperator(source), shipped)) : 0;
        }

        return listing.Seller.Supplier is not null && rng.Chance(0.3) ? Known(Last(OfSeller(listing.Seller), shipped)) : 0;
    }

    /// <summary>Lots that left before the feeds begin are in no feed.</summary>
    public ulong Known(Lot lot) => lot.ShippedAt >= market.Start ? lot.Shipment : 0;

    public static Lot Last(Lot[] lots, long before)
    {
        var found = default(Lot);
        foreach (var lot in lots)
        {
            if (lot.ArrivedAt >= before)
            {
                break;
            }

            found = lot;
        }

        return found;
    }

    private long FirstTrade(Operator owner) => Math.Max(market.Start, owner.Shops.Min(s => s.ActiveFrom)) - (12 * Clock.Day);

    private Lot[] Lots(long number, string stream, int index, int everyDays, long from, int days, Func<int> units)
    {
        if (known.TryGetValue(number, out var lots))
        {
            return lots;
        }

        var rng = Rng.For(market.Seed, stream, index);
        var made = new List<Lot>();
        var at = Math.Max(from, market.Start - (60 * Clock.Day)) + rng.Below(6 * Clock.Day);
        while (at < market.End)
        {
            var arrives = at + (days * Clock.Day) + rng.Below(2 * Clock.Day);
            made.Add(new(at, arrives, market.Opaque.Id('h', Mix63(number, made.Count)), Math.Max(3, (int)(units() * rng.Between(0.5, 1.5)))));
            at += (long)(everyDays * rng.Between(0.5, 1.5) * Clock.Day);
        }

        return known[number] = [.. made];
    }

    /// <summary>Far above the journals' own numbers: the owner in the middle bits, the lot in the low ones.</summary>
    private static long Mix63(long owner, int lot) => (owner & (7L << 60)) | (1L << 59) | ((owner & 0xFFFFFFFF) << 12) | (uint)lot;
}
