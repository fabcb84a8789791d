using System.Runtime.ExceptionServices;

namespace Assay.Market;

/// <summary>Makes a sample market: honest sellers, counterfeit operators and a plot, as feeds by the public contract, with the truth apart.</summary>
public sealed class MakeMarket(MarketOptions options)
{
    private readonly Lock turn = new();
    private long events;
    private long listings;
    private int done;

    /// <summary>
    /// Writes feeds to <paramref name="feedsFolder"/> and the truth to <paramref name="truthFolder"/>; both are created, and must be empty or absent.
    /// </summary>
    public MarketSummary Run(string feedsFolder, string truthFolder, Action<MarketProgress>? progress, CancellationToken stop)
    {
        var feeds = new Folder(feedsFolder);
        var truthFiles = new Folder(truthFolder);
        var market = new Population(options);
        ReferenceFeeds.Write(feeds, market);
        BrandFeeds.Write(feeds, market);
        progress?.Invoke(new("sellers", feeds.Rows, 0.03));
        using var truth = new WriteTruth(truthFiles, market);
        truth.Everyone();
        Batches(feeds, truth, market, progress, stop);
        return new(market.AllSellers.Count(), listings, events, feeds.Rows, feeds.Bytes);
    }

    /// <summary>Batches run side by side, a few at a time, and join the shared files in their order, so that threads change nothing.</summary>
    private void Batches(Folder feeds, WriteTruth truth, Population market, Action<MarketProgress>? progress, CancellationToken stop)
    {
        var outcomes = feeds.Open("outcomes.csv", ListingFeeds.Outcomes);
        var metrics = feeds.Open("external_metrics.csv", ListingFeeds.Metrics);
        var threads = Math.Clamp(options.Threads, 1, 16);
        try
        {
            for (var first = 0; first < market.Scale.Batches; first += threads)
            {
                foreach (var journal in Side(feeds, market, first, Math.Min(first + threads, market.Scale.Batches), progress, stop))
                {
                    truth.Batch(journal);
                    journal.Outcomes.OrderBy(o => o.At).ThenBy(o => o.Id).ToList().ForEach(o => ListingFeeds.Outcome(outcomes, o));
                    journal.Metrics.OrderBy(m => m.At).ThenBy(m => m.Seller).ToList().ForEach(m => ListingFeeds.Metric(metrics, m));
                }
            }
        }
        finally
        {
            feeds.Close(outcomes);
            feeds.Close(metrics);
        }
    }

    private Journal[] Side(Folder feeds, Population market, int first, int until, Action<MarketProgress>? progress, CancellationToken stop)
    {
        var journals = new Journal[until - first];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = journals.Length, CancellationToken = stop };
        try
        {
            Parallel.For(first, until, parallel, batch =>
            {
                var journal = TradeBatch.Run(market, batch);
                stop.ThrowIfCancellationRequested();
                Finish(BatchFeeds.Write(feeds, journal), journal, feeds, progress);
                journals[batch - first] = journal;
            });
        }
        catch (AggregateException many)
        {
            // A full disk should read as one, not as an aggregate.
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }

        return journals;
    }

    private void Finish(long written, Journal journal, Folder feeds, Action<MarketProgress>? progress)
    {
        lock (turn)
        {
            events += written;
            listings += journal.Listings.Count;
            done++;
            progress?.Invoke(new("orders", feeds.Rows, 0.03 + (0.97 * done / journal.Market.Scale.Batches)));
        }
    }
}
