namespace Assay.Market;

/// <summary>Sign-ins, publications and looks.</summary>
internal static class Visits
{
    private static readonly string[] s_channels = ["search", "search", "search", "ad", "share", "direct"];
    private static readonly string[] s_bought = ["ad", "share", "search"];

    public static void OfBuyer(Journal journal, Order order, Rng rng)
    {
        if (rng.Chance(0.33))
        {
            Buyer(journal, order.Buyer, order.At, "order", rng);
        }
    }

    public static void Buyer(Journal journal, int buyer, long at, string action, Rng rng)
    {
        if (at < journal.Market.End)
        {
            var buyers = journal.Market.Buyers;
            journal.Sessions.Add(new(buyers.Id(buyer), false, at, action, buyers.LineOf(buyer, at), buyers.Device(buyer), rng.Below(5)));
        }
    }

    public static void OfSeller(Journal journal, Seller seller, Listing[] listings, Rng rng)
    {
        var market = journal.Market;
        if (seller.RegisteredAt >= market.Start)
        {
            Enter(journal, seller, seller.RegisteredAt, "sign_up", rng);
        }

        foreach (var listing in listings)
        {
            if (rng.Chance(0.33))
            {
                Enter(journal, seller, listing.CreatedAt, "publish", rng);
            }

            if (listing.UpdatedAt > 0)
            {
                Enter(journal, seller, listing.UpdatedAt, "edit", rng);
            }
        }

        var until = seller.ClosedAt > 0 ? seller.ClosedAt : market.End;
        var count = 2 + rng.Poisson(market.Scale.OrdersPerListing * (1 + ((until - seller.ActiveFrom) / (double)Clock.History * 5)));
        for (var i = 0; i < count; i++)
        {
            Enter(journal, seller, Moments.Between(seller.ActiveFrom, until, rng), rng.Chance(0.12) ? "withdraw" : "sign_in", rng);
        }
    }

    public static void OfListing(Journal journal, Listing listing, int orders, Rng rng)
    {
        var until = listing.Until(journal.Market.End);
        var skilled = listing.Fake && rng.Chance(listing.Seller.Skill);
        var count = rng.Poisson(0.45 + (orders * 0.55 * (skilled ? 1.6 : 1)));
        for (var i = 0; i < count; i++)
        {
            var at = Moments.Between(listing.CreatedAt, until, rng);
            var country = rng.Chance(0.55) ? listing.Seller.Country : Country.All[rng.Weighted(Country.BuyerWeights)];
            var via = rng.Pick(skilled ? s_bought : s_channels);
            journal.Views.Add(new(listing, journal.Market.Buyers.Pick(country, at, rng), at, via, via is "search" or "ad" ? rng.Between(1, 60) : 0));
        }
    }

    /// <summary>The first line is used most; a device of one's own more than a shared one.</summary>
    private static void Enter(Journal journal, Seller seller, long at, string action, Rng rng)
    {
        var line = rng.Chance(0.5) ? seller.Lines[0] : rng.Pick<Line>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(seller.Lines));
        var device = rng.Chance(0.55) ? seller.Devices[0] : seller.Devices[rng.Below(seller.Devices.Count)];
        journal.Sessions.Add(new(seller.Id, true, at, action, line, device, (int)(seller.Key % 5)));
    }
}
