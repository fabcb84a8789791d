namespace Assay.Market;

/// <summary>What was looked at and found: random audits, test buys where suspicion led, brands' answers, appeals.</summary>
internal static class Verdicts
{
    private const double Audited = 0.02;

    public static void On(Journal journal, Listing listing, List<Report> reports, Order[] orders, Rng rng)
    {
        var suspicion = Suspicion(listing, reports);
        if (rng.Chance(Audited))
        {
            Add(journal, listing, "audit", 1 / Audited, Erring(listing, 0.003, rng), rng);
        }

        if (rng.Chance(suspicion))
        {
            TestBuy(journal, listing, orders, 1 / suspicion, rng);
        }

        foreach (var report in reports)
        {
            if (report.Resolution == "upheld" && rng.Chance(listing.Fake ? 0.4 : 0.6))
            {
                Add(journal, listing, listing.Fake ? rng.Pick(["brand", "brand", "moderation", "customs"]) : "appeal", 1, Erring(listing, 0.03, rng), rng, report.ResolvedAt);
            }
        }
    }

    /// <summary>A story's finding: one order of the article that sells best was opened.</summary>
    public static void Find(Journal journal, Seller seller, List<Order> sales, Rng rng)
    {
        if (seller.FoundBy is { } basis && sales.Where(o => o.Listing.Fake).GroupBy(o => o.Listing).MaxBy(g => g.Count()) is { } best)
        {
            Order[] orders = [.. best];
            var order = orders[orders.Length / 2];
            Add(journal, best.Key, basis, 1, fake: true, rng, Math.Min(order.At, journal.Market.End - (40 * Clock.Day)), order.Id);
        }
    }

    /// <summary>A closed shop was judged as a whole; some honest ones wrongly, and cleared on appeal.</summary>
    public static void On(Journal journal, Seller seller, Rng rng)
    {
        if (seller.CloseReason != "counterfeit" || !rng.Chance(0.7))
        {
            return;
        }

        var at = seller.ClosedAt + rng.Below(20 * Clock.Day);
        if (at < journal.Market.End)
        {
            journal.Outcomes.Add(new(journal.NewId('q'), false, seller.Id, seller.Honest ? "genuine" : "counterfeit", seller.Honest ? "appeal" : "moderation", 0, 1, at));
        }
    }

    /// <summary>Test buyers go where the price is low and complaints are many: their sample is biased, and its weights say by how much.</summary>
    private static double Suspicion(Listing listing, List<Report> reports)
    {
        var branded = listing.Goods is Goods.Genuine or Goods.Counterfeit;
        return (branded && listing.Ratio < 0.5 ? 0.08 : 0.006) + (reports.Count > 0 ? 0.15 : 0);
    }

    /// <summary>A test buy is one of the orders; what it found is known some days after.</summary>
    private static void TestBuy(Journal journal, Listing listing, Order[] orders, double weight, Rng rng)
    {
        if (orders.Length > 0)
        {
            var order = rng.Pick(orders);
            Add(journal, listing, "test_buy", weight, Erring(listing, 0.01, rng), rng, order.At + (5 * Clock.Day), order.Id);
        }
    }

    private static bool Erring(Listing listing, double error, Rng rng) => rng.Chance(error) ? !listing.Fake : listing.Fake;

    private static void Add(Journal journal, Listing listing, string basis, double weight, bool fake, Rng rng, long after = 0, ulong order = 0)
    {
        var from = Math.Max(after, listing.CreatedAt) + (2 * Clock.Day);
        if (from >= journal.Market.End)
        {
            return;
        }

        var at = after > 0 ? from + rng.Below(30 * Clock.Day) : Moments.Between(from, journal.Market.End, rng);
        if (at < journal.Market.End)
        {
            journal.Outcomes.Add(new(journal.NewId('q'), true, listing.Id, fake ? "counterfeit" : "genuine", basis, order, weight, at));
        }
    }
}
