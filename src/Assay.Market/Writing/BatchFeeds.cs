namespace Assay.Market;

/// <summary>Writes one batch's part of every feed of events; what became known later goes to a second file.</summary>
internal static class BatchFeeds
{
    public static long Write(Folder feeds, Journal journal)
    {
        var market = journal.Market;
        var part = $"{journal.Batch + 1:00}";
        Part(feeds, $"listings/part-{part}.csv", ListingFeeds.Listings, journal.Listings, (to, l) => ListingFeeds.Listing(to, l, late: false));
        Part(feeds, $"listings/late-{part}.csv", ListingFeeds.Listings, journal.Listings.Where(l => l.UpdatedAt > 0), (to, l) => ListingFeeds.Listing(to, l, late: true));
        var refunded = journal.Orders.Where(o => o.RefundedAt > 0).OrderBy(o => o.RefundedAt).ThenBy(o => o.Id);
        var resolved = journal.Reports.Where(r => r.ResolvedAt > 0).OrderBy(r => r.ResolvedAt).ThenBy(r => r.Id);
        return Part(feeds, $"orders/part-{part}.csv", TradeFeeds.Orders, journal.Orders, (to, o) => TradeFeeds.Order(to, o, market, late: false))
            + Part(feeds, $"orders/late-{part}.csv", TradeFeeds.Orders, refunded, (to, o) => TradeFeeds.Order(to, o, market, late: true))
            + Part(feeds, $"payments/part-{part}.csv", TradeFeeds.Payments, journal.Payments, TradeFeeds.Payment)
            + Part(feeds, $"shipments/part-{part}.csv", TradeFeeds.Shipments, journal.Shipments, TradeFeeds.Shipment)
            + Part(feeds, $"reviews/part-{part}.jsonl", PeopleFeeds.Reviews, journal.Reviews, (to, r) => PeopleFeeds.Review(to, r, market))
            + Part(feeds, $"reports/part-{part}.jsonl", PeopleFeeds.Reports, journal.Reports, (to, r) => PeopleFeeds.Report(to, r, late: false))
            + Part(feeds, $"reports/late-{part}.jsonl", PeopleFeeds.Reports, resolved, (to, r) => PeopleFeeds.Report(to, r, late: true))
            + Part(feeds, $"sessions/part-{part}.csv", PeopleFeeds.Sessions, Distinct(journal.Sessions, s => (s.At, s.Account, s.Action)), (to, s) => PeopleFeeds.Session(to, s, market.Networks))
            + Part(feeds, $"views/part-{part}.csv", PeopleFeeds.Views, Distinct(journal.Views, v => (v.At, v.Listing.Id, v.Viewer)), (to, v) => PeopleFeeds.View(to, v, market));
    }

    private static long Part<T>(Folder feeds, string file, string header, IEnumerable<T> rows, Action<RowWriter, T> write) =>
        feeds.Write(file, header, to =>
        {
            foreach (var row in rows)
            {
                write(to, row);
            }
        });

    /// <summary>The contract's keys allow one row a second for an account and action; rows are sorted, so equals are neighbours.</summary>
    private static IEnumerable<T> Distinct<T, TKey>(List<T> sorted, Func<T, TKey> key)
    {
        var comparer = EqualityComparer<TKey>.Default;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || !comparer.Equals(key(sorted[i]), key(sorted[i - 1])))
            {
                yield return sorted[i];
            }
        }
    }
}
