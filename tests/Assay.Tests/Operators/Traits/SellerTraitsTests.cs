using Assay.Operators.Linking;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Operators.Traits;

/// <summary>What two shops are known by, from the feeds' rows.</summary>
public sealed class SellerTraitsTests
{
    private const string Photo = "f8f83ac01c7e07c1e3d05ba41d6a92b7c04f9e3b5a2d8c71f06e4b39a85d27c1";
    private const string SavedAgain = "e8f83ac01c7e07c1e3d05ba41d6a92b7c04f9e3b5a2d8c71f06e4b39a85d27d9";
    private const string Other = "1c7e07c1e3d05ba4f8f83ac05a2d8c71f06e4b39a85d27c11d6a92b7c04f9e3b";
    private const string Said = "Hand stitched in our own workshop from vegetable tanned leather, lined with cotton, with a zip that lasts; we answer within a day, every day of the week.";

    private static readonly Sql Shared = new("shared traits", """
        SELECT kind, string_agg(DISTINCT seller_id, ' ' ORDER BY seller_id) FROM seller_traits GROUP BY kind, value HAVING count(*) > 1 ORDER BY ALL
        """);

    [Fact]
    public void A_photo_saved_again_and_a_description_in_other_spelling_are_the_same()
    {
        var shared = SharedOf(
            ("sellers", "seller_id,registered_at,shop_name,country\na,2025-01-01,A,DE\nb,2025-01-01,B,DE\nc,2025-01-01,C,DE\n"),
            ("listings", $"id,seller_id,title,description,price,created_at,pdq\nl1,a,Bag,\"{Said}\",10 EUR,2026-01-01,{Photo}\nl2,b,Sack,\"{Said.ToUpperInvariant().Replace(",", " –", StringComparison.Ordinal)}\",9 EUR,2026-01-02,{SavedAgain}\nl3,c,Bag,Nice bag.,10 EUR,2026-01-01,{Other}\n"));
        Assert.Equal(["photo", "photo", "photo", "text"], shared.Select(s => s.Kind));
        Assert.All(shared, s => Assert.Equal("a b", s.Sellers));
    }

    [Fact]
    public void A_photo_without_features_and_a_usual_sentence_say_nothing()
    {
        var blank = new string('0', 64);
        Assert.Empty(SharedOf(
            ("sellers", "seller_id,registered_at,shop_name,country\na,2025-01-01,A,DE\nb,2025-01-01,B,DE\n"),
            ("listings", $"id,seller_id,title,description,price,created_at,pdq\nl1,a,Bag,Fast shipping.,10 EUR,2026-01-01,{blank}\nl2,b,Sack,Fast shipping.,9 EUR,2026-01-02,{blank}\n")));
    }

    [Fact]
    public void Names_and_addresses_that_differ_in_case_order_and_punctuation_are_the_same()
    {
        var shared = SharedOf(
            ("sellers", "seller_id,registered_at,shop_name,country,legal_name,registered_address\na,2025-01-01,A,DE,Grünveld Trading GmbH,\"Hauptstr. 12, 04109 Leipzig\"\nb,2025-01-01,B,DE,TRADING GRUNVELD (GmbH),LEIPZIG 04109 Hauptstr 12\nc,2025-01-01,C,DE,Li Na,12\nd,2025-01-01,D,DE,Na Li,12\n"),
            ("listings", "id,seller_id,title,price,created_at\nl1,a,Bag,10 EUR,2026-01-01\n"));
        Assert.Equal([("address", "a b"), ("name", "a b")], shared);
    }

    [Fact]
    public void Three_buyers_on_one_device_who_praise_two_shops_are_a_ring_and_a_couple_is_none()
    {
        string Praise(string buyer, string seller) => $"r-{buyer}-{seller},l-{seller},{seller},{buyer},5,2026-02-01";
        string Buyer(string buyer, string device) => $"{buyer},buyer,2026-01-2{buyer.Length}T10:00:00Z,order,10.0.0.{buyer.Length},{device}";
        var shared = SharedOf(
            ("sellers", "seller_id,registered_at,shop_name,country\na,2025-01-01,A,DE\nb,2025-01-01,B,DE\nc,2025-01-01,C,DE\nd,2025-01-01,D,DE\n"),
            ("listings", "id,seller_id,title,price,created_at\n" + string.Concat("abcd".Select(s => $"l-{s},{s},Bag,10 EUR,2026-01-01\n"))),
            ("sessions", string.Join('\n', "account_id,account_kind,at,action,ip,device_id", Buyer("x", "farm"), Buyer("xx", "farm"), Buyer("xxx", "farm"), Buyer("y", "home"), Buyer("yy", "home"))),
            ("reviews", string.Join('\n', new[] { "x", "xx", "xxx" }.SelectMany(b => new[] { Praise(b, "a"), Praise(b, "b") }).Concat(new[] { "y", "yy" }.SelectMany(b => new[] { Praise(b, "c"), Praise(b, "d") }))
                .Prepend("review_id,listing_id,seller_id,buyer_id,rating,created_at"))));
        Assert.Equal([("ring", "a b")], shared);
    }

    [Fact]
    public void Money_between_two_payout_accounts_is_known_of_both()
    {
        var shared = SharedOf(
            ("sellers", "seller_id,registered_at,shop_name,country,payout_account\na,2025-01-01,A,DE,acc-a\nb,2025-01-01,B,DE,acc-b\nc,2025-01-01,C,DE,acc-c\n"),
            ("listings", "id,seller_id,title,price,created_at\nl1,a,Bag,10 EUR,2026-01-01\n"),
            ("payments", "payment_id,from_account,to_account,amount,currency,paid_at,kind\np1,acc-a,acc-b,50,EUR,2026-02-01,transfer\np2,acc-c,elsewhere,50,EUR,2026-02-01,transfer\np3,acc-c,acc-c,9,EUR,2026-02-01,transfer\n"));
        Assert.Equal([("transfer", "a b")], shared);
    }

    private static List<(string Kind, string Sellers)> SharedOf(params (string Feed, string Text)[] feeds)
    {
        using var folder = new TestFolder();
        foreach (var (feed, text) in feeds)
        {
            folder.Write($"feeds/{feed}.csv", text);
        }

        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        new LinkSellers(data.Warehouse, FixedClock.Default).Run(new DateTime(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc), default);
        return [.. data.Warehouse.Table(Shared).Select(r => (r[0]!, r[1]!))];
    }
}
