namespace Assay.Market;

/// <summary>Lets one batch of sellers live through the market's history.</summary>
internal static class TradeBatch
{
    public static Journal Run(Population market, int batch)
    {
        var journal = new Journal(market, batch);
        var supply = new Supply(market);
        var restock = new Restock(journal, supply);
        var sell = new Sell(journal, new Parcels(journal, supply));
        var shelves = new MakeListings(market);
        var step = market.Scale.Batches;
        for (var n = batch; n < market.Sellers.Length; n += step)
        {
            Shop(journal, market.Sellers[n], shelves, sell, restock);
        }

        Each(market.Factories, f => f.Index, step, batch, restock.Factory);
        Each(market.Operators, o => o.Index, step, batch, restock.Operator);
        Each(market.Suppliers, s => s.Index, step, batch, restock.Supplier);
        SignUps(journal, step);
        if (batch == 0)
        {
            Stories(journal, supply, shelves, sell, restock);
        }

        journal.Sort();
        return journal;
    }

    private static void Shop(Journal journal, Seller seller, MakeListings shelves, Sell sell, Restock restock)
    {
        var rng = Rng.For(journal.Market.Seed, "trade", seller.Index);
        var listings = shelves.For(seller);
        var firstReport = journal.Reports.Count;
        Complaints.Maliciously(journal, seller, listings, Rng.For(journal.Market.Seed, "malice", seller.Index));
        Array.ForEach(listings, l => Complaints.OfBrand(journal, l, rng));
        var sales = new List<Order>();
        foreach (var listing in listings)
        {
            var before = sales.Count;
            sell.All(listing, sales, rng);
            Visits.OfListing(journal, listing, sales.Count - before, rng);
        }

        sell.Takings(seller, listings, sales, rng);

        Praise.Plant(journal, sell, seller, listings, sales);
        Visits.OfSeller(journal, seller, listings, rng);
        restock.Seller(seller, listings[0].Category, rng);
        Payouts.Of(journal, seller, sales, rng);
        Measure.Externally(journal, seller, rng);
        var reports = journal.Reports.Skip(firstReport).ToLookup(r => r.Listing);
        var orders = sales.ToLookup(o => o.Listing);
        Array.ForEach(listings, l => Verdicts.On(journal, l, [.. reports[l]], [.. orders[l]], rng));
        Verdicts.On(journal, seller, rng);
        Verdicts.Find(journal, seller, sales, rng);
        journal.Listings.AddRange(listings);
    }

    /// <summary>After everybody else, so that what they do is the same with stories and without.</summary>
    private static void Stories(Journal journal, Supply supply, MakeListings shelves, Sell sell, Restock restock)
    {
        journal.Market.Stage.Sellers.ForEach(s => Shop(journal, s, shelves, sell, restock));
        var chains = new RestockChain(journal, supply, restock);
        journal.Market.Stage.Chains.ForEach(chains.Run);
    }

    private static void Each<T>(T[] all, Func<T, int> index, int step, int batch, Action<T> act) =>
        Array.ForEach(Array.FindAll(all, x => index(x) % step == batch), x => act(x));

    private static void SignUps(Journal journal, int step)
    {
        var buyers = journal.Market.Buyers;
        for (var buyer = journal.Batch; buyer < buyers.Count; buyer += step)
        {
            var at = buyers.RegisteredAt(buyer);
            if (at >= journal.Market.Start)
            {
                Visits.Buyer(journal, buyer, at, "sign_up", Rng.For(journal.Market.Seed, "sign-up", buyer));
            }
        }
    }
}
