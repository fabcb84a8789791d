using System.Text;
using Assay.Monitor.Gate;
using Xunit;

namespace Assay.Tests.Monitor.Gate;

public sealed class ReadListingTests
{
    private const string Good = """
        "id":"l1","seller_id":"s1","title":"A lamp","price":"19.90 USD","created_at":"2026-06-30"
        """;

    private readonly ReadListing read = new(ContractCodes.BuiltIn, FixedClock.Default.GetUtcNow().UtcDateTime.AddDays(1));

    [Fact]
    public void A_row_of_the_feed_is_read_column_by_column()
    {
        var offer = Read($$"""{ {{Good}}, "sale_price":9.5, "quantity":3, "Brand":"Luma","product_type":"Lamps","condition":"used","gtin":"4006381333931","image_link":"https://a.example/1.png","additional_image_link":"b.png, c%2Cd.png","titles":"x" }""").Require();

        Assert.Equal(("l1", "s1", "A lamp", 95_000L, "USD"), (offer.Id, offer.SellerId, offer.Title, offer.Asked, offer.Currency));
        Assert.Equal(("Luma", "Lamps", "used", "4006381333931"), (offer.Brand, offer.Category, offer.Condition, offer.Gtin));
        Assert.Equal(["https://a.example/1.png", "b.png", "c,d.png"], offer.Images);
        Assert.Equal(["titles (title?)"], offer.UnknownColumns);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("nonsense", "no JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("\"x\"", "no JSON object")]
    [InlineData("{", "no JSON")]
    [InlineData("{} {}", "no JSON")]
    [InlineData("{}", "id: nothing came; expected an id of 1 to 64 bytes")]
    [InlineData("{GOOD,\"title\":\"again\"}", "title came twice")]
    [InlineData("{GOOD,\"description\":{}}", "description: an object came")]
    [InlineData("{GOOD,\"description\":\"\\ud83d\"}", "description: half a character (an unpaired surrogate) came")]
    [InlineData("{GOOD,\"description\":\"a\\u0000b\"}", "expected text in UTF-8 without NUL")]
    [InlineData("{GOOD,\"sale_price\":\"cheap\"}", "sale_price: 'cheap' came; expected a price of 0 or more")]
    [InlineData("{GOOD,\"sale_price\":\"-1 USD\"}", "sale_price: '-1 USD' came")]
    [InlineData("{GOOD,\"sale_price\":\"9 EUR\"}", "price: USD and EUR came; expected one currency")]
    [InlineData("{GOOD,\"currency\":\"EUR\"}", "price: USD and EUR came")]
    [InlineData("{GOOD,\"currency\":\"usd\"}", "currency: 'usd' came; expected an ISO 4217 code")]
    [InlineData("{GOOD,\"quantity\":1.5}", "quantity: '1.5' came; expected a whole number")]
    [InlineData("{GOOD,\"quantity\":-1}", "quantity: '-1' came")]
    [InlineData("{GOOD,\"ship_from_country\":\"Germany\"}", "ship_from_country: 'Germany' came")]
    [InlineData("{GOOD,\"updated_at\":\"yesterday\"}", "updated_at: 'yesterday' came")]
    [InlineData("{GOOD,\"updated_at\":\"2099-01-01\"}", "updated_at: '2099-01-01' came")]
    [InlineData("{GOOD,\"image_link\":\"ftp://a.example/1\"}", "image_link: 'ftp://a.example/1' came")]
    [InlineData("{GOOD,\"image_link\":\"../../etc/passwd\"}", "image_link: '../../etc/passwd' came")]
    [InlineData("{GOOD,\"pdq\":\"12\"}", "pdq: '12' came; expected 64 hexadecimal digits")]
    public void What_an_import_would_reject_is_refused_with_what_came_and_what_was_expected(string json, string said)
    {
        var refused = Read(json.Replace("GOOD", Good, StringComparison.Ordinal));
        Assert.False(refused.Ok);
        Assert.Contains(said, refused.Failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF_8_is_refused() =>
        Assert.Contains("not UTF-8", read.Run([.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Failure!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_title_of_a_megabyte_is_read_or_refused_by_the_size_of_its_row()
    {
        var title = new string('x', ReadListing.Longest - 200);
        Assert.Equal(title, Read($$"""{ {{Good.Replace("A lamp", title, StringComparison.Ordinal)}} }""").Require().Title);
        Assert.Contains("at most 1048576", Read($$"""{ {{Good.Replace("A lamp", $"{title}{title}", StringComparison.Ordinal)}} }""").Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Strange_columns_are_named_as_far_as_twenty_of_them()
    {
        var many = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"column_{i}\":{{\"deep\":[1,2]}}"));
        Assert.Equal(20, Read($$"""{ {{Good}}, {{many}} }""").Require().UnknownColumns.Count);
    }

    [Theory]
    [InlineData("19.90 USD", 199_000)]
    [InlineData("19.90005 USD", 199_001)]
    [InlineData("1e2 USD", 1_000_000)]
    [InlineData(" 5 USD", 50_000)]
    [InlineData("0 USD", 0)]
    [InlineData("99999999999999.9999 USD", 999_999_999_999_999_999)]
    public void A_price_is_kept_to_four_places(string price, long units) =>
        Assert.Equal(units, Read($$"""{ {{Good.Replace("19.90 USD", price, StringComparison.Ordinal)}} }""").Require().Asked);

    private Result<OfferedListing> Read(string json) => read.Run(Encoding.UTF8.GetBytes(json));
}
