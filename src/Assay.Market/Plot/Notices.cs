namespace Assay.Market;

/// <summary>Notices sent to harm: a campaign against one honest seller, and strays against others.</summary>
internal static class Notices
{
    /// <summary>Malicious notices for each hundred listings, so that they are near 24 % of all notices (ANCHORS, 2016).</summary>
    private const double PerHundredListings = 0.55;

    public static void Maliciously(Population market, Plot plot, Rng rng)
    {
        var rivals = market.Sellers.Where(s => s.Honest && s.Habits.Kind is not SellerKind.Hobbyist && s.ClosedAt == 0
            && s.ActiveFrom < market.End - (90 * Clock.Day)).ToArray();
        rng.Shuffle<Seller>(rivals);
        var left = (int)(market.Scale.Listings * PerHundredListings / 100);
        for (var i = 0; left > 0; i = (i + 1) % rivals.Length)
        {
            var seller = rivals[i];
            seller.NoticeCampaign = i < Math.Max(1, market.Scale.Sellers / 2500);
            var count = seller.NoticeCampaign ? 14 : rng.Between(1, 3);
            seller.MaliciousNotices += count;
            left -= count;
            if (seller.NoticeCampaign)
            {
                plot.Add("notice_campaign", "victim", seller, "fourteen malicious notices within ten days from a troll's registrations");
            }
        }
    }
}
