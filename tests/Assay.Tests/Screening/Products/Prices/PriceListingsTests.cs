using System.Globalization;
using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Prices;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Screening.Products.Prices;

public sealed class PriceListingsTests : IDisposable
{
    private static readonly DateTime s_now = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_price_stands_beside_the_holders_of_the_day_in_its_own_currency_where_there_is_one()
    {
        Write();
        using var data = Priced();
        // The holder's euro price holds from June; of the dollar prices the one that is not valid yet does not count.
        Assert.Equal(("0.5", "2026-06-01T00:00:00Z"), Price(data, "euro", "of_holder", "holder_since"));
        Assert.Equal(("0.5", "2026-03-01T00:00:00Z"), Price(data, "dollar", "of_holder", "holder_since"));
        // No holder's price in yen: 6,600 yen are 60 dollars by the newest rate known, beside 40 euro of June, which are 50 dollars.
        Assert.Equal(("1.2", "2026-06-01T00:00:00Z"), Price(data, "yen", "of_holder", "holder_since"));
        Assert.Equal((null, null), Price(data, "zloty", "of_holder", "holder_since"));
        Assert.Equal(("PLN", "200"), Price(data, "zloty", "money", "price"));
    }

    [Fact]
    public void Spreads_are_those_of_the_definition_and_missing_where_too_few_sell()
    {
        Write();
        using var data = Priced();
        var prices = Enumerable.Range(0, 24).Select(i => 80.0 + i).Concat([20 / 0.8, 50, 60]).Order().ToArray();
        // The smallest value with at least half, five and 95 in a hundred of all at or below it.
        double At(double share) => prices[(int)Math.Ceiling(share * prices.Length) - 1];
        Assert.Equal((Text(At(0.05)), Text(At(0.5))), Price(data, "s3", "product_low", "product_median"));
        Assert.Equal((Text(At(0.95)), Text(83 / At(0.5))), Price(data, "s3", "product_high", "of_product"));
        Assert.Equal(("27", "27"), Price(data, "s3", "product_listings", "category_listings"));
        Assert.Equal((null, null), Price(data, "other", "of_category", "of_product"));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static (string? One, string? Other) Price(DataFolder data, string id, string one, string other)
    {
        var row = data.Warehouse.Table(new Sql("price", $"SELECT {one}, {other} FROM listing_prices WHERE listing_id = $1"), id)[0];
        return (row[0], row[1]);
    }

    private DataFolder Priced()
    {
        folder.Import(folder["feeds"]);
        var data = folder.Open();
        new ClaimProducts(data.Warehouse).Run(s_now, default);
        var summary = new PriceListings(data.Warehouse).Run(s_now, default);
        Assert.Equal(29, summary.Listings);
        return data;
    }

    private void Write()
    {
        string Row(string id, string seller, string price, string title = "Norvelo Drift 7 drill", string category = "Tools") => $"{id},{seller},{title},{category},{price},2026-05-01\n";
        folder.Write("feeds/brands.csv", "brand_id,name,holder,country\nb1,Norvelo,Norvelo Inc,US\n");
        folder.Write("feeds/products.csv", "product_id,brand_id,title,gtin,price,currency,valid_from\n"
            + "p1,b1,Norvelo Drift 7 drill,4006381333931,90,USD,2025-01-01\np1,b1,Norvelo Drift 7 drill,4006381333931,100,USD,2026-03-01\np1,b1,Norvelo Drift 7 drill,4006381333931,300,USD,2026-12-01\n"
            + "p1,b1,Norvelo Drift 7 drill,4006381333931,40,EUR,2026-06-01\np2,b1,Norvelo Aster 3 saw,5901234123457,55,USD,2026-01-01\n");
        folder.Write("feeds/exchange_rates.csv", "base,currency,day,rate\nUSD,EUR,2026-01-01,0.9\nUSD,EUR,2026-06-29,0.8\nUSD,EUR,2026-07-09,0.5\nUSD,JPY,2026-06-01,110\n");
        folder.Write("feeds/sellers.csv", "seller_id,registered_at\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"s{i},2026-01-01\n")));
        folder.Write("feeds/listings.csv", "id,seller_id,title,product_type,price,created_at\n"
            + Row("euro", "s1", "20 EUR") + Row("dollar", "s2", "50 USD") + Row("yen", "s3", "6600 JPY") + Row("zloty", "s4", "200 PLN") + Row("other", "s5", "9 USD", "wooden spoon", "Kitchen")
            + string.Concat(Enumerable.Range(0, 24).Select(i => Row($"s{i}", $"s{i}", $"{80 + i} USD"))));
    }
}
