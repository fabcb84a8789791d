namespace Assay.Market;

/// <summary>Honest people share things too: families, dormitories, cafés, bookkeeping agencies.</summary>
internal static class ShareTraits
{
    public static void Among(Population market)
    {
        var rng = Rng.For(market.Seed, "sharing");
        var honest = market.Sellers.Where(s => s.Honest).ToArray();
        rng.Shuffle<Seller>(honest);
        var families = Math.Max(3, honest.Length / 60);
        for (var i = 0; i < families; i++)
        {
            Marry(honest[2 * i], honest[(2 * i) + 1], rng);
            market.Families.Add((honest[2 * i], honest[(2 * i) + 1]));
        }

        var lodgers = market.Sellers.Where(s => !s.Business).ToLookup(s => s.Country);
        Array.ForEach(market.HubsOf("dormitory"), h => Lodge(lodgers[h.Country], h, 24, rng));
        Array.ForEach(market.HubsOf("cafe"), h => Lodge(lodgers[h.Country], h, 12, rng));
        Array.ForEach(market.HubsOf("agency"), h => Engage(h, honest.AsSpan(2 * families), rng));
    }

    /// <summary>Two shops of one household: they share what a household shares, and are nobody's front.</summary>
    private static void Marry(Seller one, Seller other, Rng rng)
    {
        other.Address = one.Address;
        other.Lines[0] = one.Lines[0];
        if (rng.Chance(0.5))
        {
            other.Devices.Add(one.Devices[0]);
        }

        other.PayoutAccount = rng.Chance(0.3) ? one.PayoutAccount : other.PayoutAccount;
        other.Phone = rng.Chance(0.3) ? one.Phone : other.Phone;
        other.Site = rng.Chance(0.7) ? one.Site : other.Site;
    }

    private static void Lodge(IEnumerable<Seller> lodgers, Hub hub, int size, Rng rng)
    {
        var near = lodgers.Where(s => s.Hub is null).ToArray();
        rng.Shuffle<Seller>(near);
        foreach (var seller in near.Take(Math.Min(size, near.Length / 2)))
        {
            seller.Hub = hub;
            seller.Lines.Insert(0, hub.Line);
        }
    }

    /// <summary>An agency runs shops for their owners from one computer.</summary>
    private static void Engage(Hub hub, Span<Seller> honest, Rng rng)
    {
        for (var i = 0; i < 9; i++)
        {
            var seller = rng.Pick<Seller>(honest);
            seller.Hub ??= hub;
            seller.Devices.Add(hub.Device);
            seller.Lines.Add(hub.Line);
        }
    }
}
