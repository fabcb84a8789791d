namespace Assay.Market;

/// <summary>Writes what really is so. Only tests and benchmarks read it.</summary>
internal sealed class WriteTruth : IDisposable
{
    private readonly Folder folder;
    private readonly Population market;
    private readonly RowWriter listings;
    private readonly RowWriter reviews;
    private readonly RowWriter reports;

    public WriteTruth(Folder folder, Population market)
    {
        this.folder = folder;
        this.market = market;
        listings = folder.Open("listings.csv", "id,seller_id,counterfeit,goods,brand_id,product_id,operator_id,factory_id,disguise,slang,photo");
        reviews = folder.Open("reviews.csv", "review_id,listing_id,seller_id,ring,purpose");
        reports = folder.Open("reports.csv", "report_id,listing_id,truth");
    }

    public void Everyone()
    {
        TruthOfPeople.Write(folder, market);
        folder.Text("README.md", TruthReadme.Text);
    }

    public void Batch(Journal journal)
    {
        journal.Listings.ForEach(Listing);
        foreach (var review in journal.Reviews.Where(r => r.Order.Brushed || r.Order.Hiding))
        {
            var seller = review.Order.Listing.Seller;
            reviews.Id('v', review.Id);
            reviews.Id('l', review.Order.Listing.Id);
            reviews.Id('s', seller.Id);
            reviews.Number(market.Buyers.RingOf(review.Order.Buyer));
            reviews.Text(review.Order.Hiding ? "hiding" : seller.Ring is null && seller.PlantedRing is not null ? "framing" : "brushing");
            reviews.EndRow();
        }

        foreach (var report in journal.Reports)
        {
            reports.Id('c', report.Id);
            reports.Id('l', report.Listing.Id);
            reports.Text(report.Malicious ? "malicious" : report.Listing.Fake ? "right" : "mistaken");
            reports.EndRow();
        }
    }

    public void Dispose()
    {
        listings.Dispose();
        reviews.Dispose();
        reports.Dispose();
    }

    private void Listing(Listing listing)
    {
        listings.Id('l', listing.Id);
        listings.Id('s', listing.Seller.Id);
        listings.Flag(listing.Fake);
        listings.Text(listing.Goods.ToString());
        listings.Id('b', listing.Product?.Brand.Id ?? 0);
        listings.Id('p', listing.Product?.Id ?? 0);
        listings.Id('k', listing.Source?.Id ?? 0);
        listings.Id('t', listing.Source?.Factory.Site.Id ?? 0);
        listings.Text(listing.Fake ? listing.Disguise.ToString() : null);
        listings.Flag(listing.Slang);
        listings.Hash(listing.Photo);
        listings.EndRow();
    }
}
