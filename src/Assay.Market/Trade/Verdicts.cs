namespace Assay.Market;

/// <summary>What was looked at and found: random audits, test buys where suspicion led, brands' answers, appeals.</summary>
internal static class Verdicts
{
    private const double Audited = 0.015;

    public static void On(Journal journal, Listing listing, List<Report> reports, Rng rng)
    {
        var suspicion = Suspicion(listing, reports);
        if (rng.Chance(Audited))
        {
            Add(journal, listing, "audit", 1 / Audited, Erring(listing, 0.02, rng), rng);
        }

        if (rng.Chance(suspicion))
        {
            Add(journal, listing, "test_buy", 1 / suspicion, Erring(listing, 0.01, rng), rng);
        }

        foreach (var report in reports)
        {
            if (report.Resolution == "upheld" && rng.Chance(listing.Fake ? 0.25 : 0.6))
            {
                Add(journal, listing, listing.Fake ? rng.Pick(["brand", "brand", "moderation", "customs"]) : "appeal", 1, Erring(listing, 0.03, rng), rng, report.ResolvedAt);
            }
        }
    }

    /// <summary>Test buyers go where the price is low and complaints are many: their sample is biased, and its weights say by how much.</summary>
    private static double Suspicion(Listing listing, List<Report> reports)
    {
        var branded = listing.Goods is Goods.Genuine or Goods.Counterfeit;
        return (branded && listing.Ratio < 0.5 ? 0.05 : 0.004) + (reports.Count > 0 ? 0.10 : 0);
    }

    private static bool Erring(Listing listing, double error, Rng rng) => rng.Chance(error) ? !listing.Fake : listing.Fake;

    private static void Add(Journal journal, Listing listing, string basis, double weight, bool fake, Rng rng, long after = 0)
    {
        var from = Math.Max(after, listing.CreatedAt) + (2 * Clock.Day);
        if (from >= journal.Market.End)
        {
            return;
        }

        var at = after > 0 ? from + rng.Below(30 * Clock.Day) : Moments.Between(from, journal.Market.End, rng);
        if (at < journal.Market.End)
        {
            var order = basis == "test_buy" ? journal.NewId('o') : 0;
            journal.Outcomes.Add(new(journal.NewId('q'), true, listing.Id, fake ? "counterfeit" : "genuine", basis, order, weight, at));
        }
    }
}
