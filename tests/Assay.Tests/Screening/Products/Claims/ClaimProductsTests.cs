using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Prices;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Screening.Products.Claims;

public sealed class ClaimProductsTests : IDisposable
{
    private static readonly DateTime s_now = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Genuine_listings_of_the_sample_market_claim_what_they_are_and_unbranded_ones_nothing()
    {
        var market = MarketFolder.Small(1);
        folder.Import(Path.Combine(market, "feeds"));
        using var data = folder.Open();
        var summary = new ClaimProducts(data.Warehouse).Run(s_now, default);
        data.Warehouse.Run(new Sql("truth", "CREATE TEMP TABLE truth AS SELECT * FROM read_csv($1, all_varchar = true)"), Path.Combine(market, "truth", "listings.csv"));
        long Count(string condition) => data.Warehouse.Number(new Sql("count", $"""
            SELECT count(*) FROM listings AS l JOIN truth AS t ON t.id = l.id LEFT JOIN product_claims AS c ON c.listing_id = l.id WHERE l.removed_at IS NULL AND {condition}
            """));

        Assert.True(Count("t.goods = 'Genuine' AND c.product_id = t.product_id") >= 0.97 * Count("t.goods = 'Genuine'"));
        Assert.True(Count("t.goods = 'Counterfeit' AND c.product_id = t.product_id") > 0.3 * Count("t.goods = 'Counterfeit'"));
        Assert.True(Count("c.product_id <> t.product_id") <= 0.01 * summary.Claims);
        Assert.Equal(0, Count("t.goods IN ('Unbranded', 'Accessory') AND c.product_id IS NOT NULL"));
        Assert.Equal(Count("t.counterfeit = '1' AND contains(c.contradictions, 'part_number_grammar')"), Count("contains(c.contradictions, 'part_number_grammar')"));
    }

    [Fact]
    public void A_second_look_and_other_threads_come_to_the_same_and_the_past_knows_nothing_of_the_future()
    {
        folder.Import(Path.Combine(MarketFolder.Small(1), "feeds"));
        using var data = folder.Open();
        string? Looked(DateTime asOf, int threads)
        {
            new ClaimProducts(data.Warehouse) { Threads = threads }.Run(asOf, default);
            new PriceListings(data.Warehouse).Run(asOf, default);
            return data.Warehouse.Word(new Sql("digest", "SELECT (SELECT sum(hash(c)) FROM product_claims AS c)::VARCHAR || ' ' || (SELECT sum(hash(p)) FROM listing_prices AS p)::VARCHAR"));
        }

        var once = Looked(s_now, 1);
        Assert.Equal(once, Looked(s_now, 3));
        Looked(s_now.AddDays(-60), 1);
        Assert.Equal(0, data.Warehouse.Number(new Sql("future", "SELECT count(*) FROM product_claims AS c JOIN listings AS l ON l.id = c.listing_id WHERE l.created_at > TIMESTAMP '2026-05-01'")));
    }

    [Fact]
    public void A_market_without_registered_products_has_no_claims()
    {
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at\nl1,s1,Norvelo Drift,5 EUR,2026-01-01\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        var summary = new ClaimProducts(data.Warehouse).Run(s_now, default);
        Assert.Equal((1, 0), (summary.Listings, summary.Claims));
    }
}
