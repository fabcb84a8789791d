namespace Assay.Market;

/// <summary>The few metrics that the marketplace computes itself, at the end of each of the last three months.</summary>
internal static class Measure
{
    private static readonly string[] s_tiers = ["bronze", "silver", "gold"];

    public static void Externally(Journal journal, Seller seller, Rng rng)
    {
        var late = seller.BadLogistics ? 0.22 : 0.06;
        for (var month = 0; month < 3; month++)
        {
            var at = journal.Market.End - ((30 * month) + 1) * Clock.Day;
            if (seller.RegisteredAt < at && (seller.ClosedAt == 0 || seller.ClosedAt > at))
            {
                journal.Metrics.Add(new(seller.Id, at, (long)rng.LogNormal(60, 0.7), (long)(1000 * Math.Clamp(late * rng.LogNormal(1, 0.4), 0, 1)),
                    (long)(1000 * Math.Clamp((seller.Fakes > 0 ? 0.05 : 0.035) * rng.LogNormal(1, 0.6), 0, 1)), s_tiers[Math.Min(2, (int)(seller.Popularity * rng.Between(0.6, 1.6)))]));
            }
        }
    }
}
