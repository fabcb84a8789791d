namespace Assay.Market;

/// <summary>Cancellations and refunds.</summary>
internal static class Troubles
{
    private static readonly string[] s_ordinary = ["damaged", "late", "changed_mind", "changed_mind", "other", "not_as_described"];
    private static readonly string[] s_badLogistics = ["late", "late", "damaged", "damaged", "not_as_described", "changed_mind"];
    private static readonly string[] s_deceived = ["counterfeit", "counterfeit", "not_as_described", "not_as_described", "changed_mind", "other"];

    public static void Befall(Population market, Order order, Rng rng)
    {
        if (rng.Chance(0.03))
        {
            var at = order.At + rng.Between(600, 80_000);
            order.CancelledAt = at < market.End ? at : 0;
            return;
        }

        var (rate, reasons) = Odds(order.Listing);
        var refunded = order.At + (rng.Between(6, 40) * Clock.Day) + rng.Below(Clock.Day);
        if (rng.Chance(rate) && refunded < market.End)
        {
            order.RefundedAt = refunded;
            order.Reason = rng.Pick(reasons);
        }
        else if (rng.Chance(0.002) && refunded < market.End)
        {
            // Some buyers cry fake at genuine goods, out of doubt or to keep both money and goods.
            order.RefundedAt = refunded;
            order.Reason = "counterfeit";
        }
    }

    /// <summary>Buyers of open replicas know what they buy; the deceived send it back, unless the copy is good.</summary>
    private static (double Rate, string[] Reasons) Odds(Listing listing)
    {
        if (listing.Fake)
        {
            var open = listing.Slang ? 0.4 : 1;
            return (0.08 + (0.18 * (1 - listing.Seller.Skill) * open), s_deceived);
        }

        return listing.Seller.BadLogistics ? (0.17, s_badLogistics) : (0.045, s_ordinary);
    }
}
