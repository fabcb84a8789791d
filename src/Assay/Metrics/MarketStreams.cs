using Assay.Metrics.Definitions;
using static Assay.Metrics.Definitions.EventField;

namespace Assay.Metrics;

/// <summary>
/// The marketplace's events as the metric engine sees them: what each feed's rows become, and whose they are. A row with later facts is
/// several events (ordered, refunded), each at its own time. Beside each stream stands the SQL that makes it: <c>Streams/NAME.sql</c>.
/// </summary>
public static class MarketStreams
{
    /// <summary>Stored units of money for one: minor units of the market's base currency.</summary>
    public const long Cents = 100;

    /// <summary>Stored units of a quotient for one.</summary>
    public const long Parts = 10_000;

    private const string Seller = "seller";
    private const string Listing = "listing";
    private const string Buyer = "buyer";

    /// <summary>Every stream.</summary>
    public static IReadOnlyList<EventStream> All { get; } = [Orders(), Reviews(), Reports(), Sessions(), Payments(), Shipments(), Offers(), Views(), Profiles(), Outcomes()];

    private static EventStream Orders() => new(
        "orders",
        [Seller, Listing, Buyer],
        [
            Code("event", "ordered", "cancelled", "refunded"),
            Code("reason", "counterfeit", "not_as_described", "damaged", "late", "changed_mind", "other"),
            Key("buyer"), Key("listing"), Key("seller"), Key("category"), Key("brand"),
            Countries("buyer_country"),
            Number("amount", "money", Cents), Number("unit_price", "money", Cents), Number("quantity", "pieces"),
            Number("price_of_listed", "times", Parts),
            Number("delay", "seconds"), Number("buyer_age", "days"), Number("listing_age", "days"),
        ],
        ["orders", "listings", "buyers", "exchange_rates"]);

    private static EventStream Reviews() => new(
        "reviews",
        [Seller, Listing, Buyer],
        [
            YesNo("says_fake"), YesNo("says_poor"), YesNo("says_praise"), YesNo("has_text"), YesNo("verified"),
            Key("buyer"), Key("listing"), Key("seller"), Key("text"),
            Countries("buyer_country"),
            Number("rating", "stars", 100), Number("length", "characters"), Number("delay", "seconds"), Number("buyer_age", "days"),
            Number("reviewer_sellers", "sellers"),
        ],
        ["reviews", "orders", "buyers"]);

    private static EventStream Reports() => new(
        "reports",
        [Seller, Listing],
        [
            Code("event", "filed", "resolved"),
            Code("reason", "counterfeit", "trademark", "design", "patent", "copyright", "unsafe", "other"),
            Code("reporter_kind", "consumer", "rights_holder", "customs", "investigator"),
            Code("resolution", "upheld", "refused", "withdrawn", "countered"),
            YesNo("has_text"), YesNo("names_right"),
            Key("reporter"), Key("listing"), Key("brand"),
            Number("delay", "seconds"), Number("listing_age", "days"), Number("reporter_record", "share", Parts),
        ],
        ["reports", "listings"]);

    private static EventStream Sessions() => new(
        "sessions",
        [Seller, Buyer],
        [
            Code("action", "sign_up", "sign_in", "publish", "edit", "order", "review", "withdraw"),
            Code("network_kind", "residential", "mobile", "business", "campus", "hosting", "public"),
            Countries("country"), YesNo("abroad"),
            Key("ip"), Key("network"), Key("device"), Key("router"), Key("agent"), Key("asn"),
            Number("account_age", "days"), Number("device_accounts", "accounts"), Number("router_accounts", "accounts"), Number("ip_accounts", "accounts"),
        ],
        ["sessions", "networks", "sellers", "buyers"]);

    private static EventStream Payments() => new(
        "payments",
        [Seller],
        [
            Code("direction", "in", "out"),
            Code("kind", "sale", "payout", "transfer", "refund"),
            YesNo("circular"), YesNo("has_order"),
            Key("counterparty"), Key("account"),
            Number("amount", "money", Cents), Number("delay", "seconds"), Number("since_income", "seconds"),
        ],
        ["payments", "sellers", "orders", "exchange_rates"]);

    private static EventStream Shipments() => new(
        "shipments",
        [Seller, Listing],
        [
            Code("event", "shipped", "delivered"),
            Countries("from_country"), Countries("to_country"), YesNo("from_abroad"), YesNo("crosses_border"), YesNo("from_hub"), YesNo("names_goods"),
            Key("carrier"), Key("from_site"), Key("from_region"), Key("to_region"), Key("to_site"), Key("sender_phone"), Key("goods"), Key("hs_code"),
            Number("weight", "grams"), Number("weight_of_piece", "grams"), Number("declared_value", "money", Cents),
            Number("declared_of_sold", "times", Parts), Number("delay", "seconds"), Number("distance", "kilometres"),
        ],
        ["shipments", "orders", "sellers", "sites", "exchange_rates"]);

    private static EventStream Offers() => new(
        "offers",
        [Seller, Listing],
        [
            Code("event", "listed", "changed", "removed"),
            Code("condition", "new", "refurbished", "used", "other"),
            Code("gtin", "valid", "wrong"),
            YesNo("has_mpn"), YesNo("has_photo"), YesNo("names_brand"), YesNo("slang"), YesNo("disguised"), YesNo("accessory"),
            YesNo("title_changed"), YesNo("photo_changed"), YesNo("brand_changed"), YesNo("category_changed"),
            Countries("from_country"),
            Key("listing"), Key("category"), Key("brand"), Key("title"), Key("photo"), Key("product"),
            Number("price", "money", Cents), Number("discount", "share", Parts), Number("price_change", "times", Parts),
            Number("quantity", "pieces"), Number("title_length", "characters"), Number("description_length", "characters"),
            Number("shop_age", "days"), Number("life", "seconds"), Number("photo_sellers", "sellers"), Number("title_sellers", "sellers"),
        ],
        ["listings", "sellers", "exchange_rates"]);

    private static EventStream Views() => new(
        "views",
        [Seller, Listing],
        [
            Code("via", "search", "ad", "share", "direct"),
            Key("viewer"), Key("listing"),
            Number("position", "places"), Number("listing_age", "days"),
        ],
        ["views", "listings"]);

    private static EventStream Profiles() => new(
        "profiles",
        [Seller],
        [
            Code("event", "registered", "changed", "closed"),
            Code("template", "basic", "other"),
            YesNo("has_papers"), YesNo("has_name"), YesNo("has_address"), YesNo("has_payout"),
            Countries("country"),
            Key("papers"), Key("payout"), Key("phone"), Key("mail"), Key("address"), Key("name"), Key("city"),
        ],
        ["sellers"]);

    private static EventStream Outcomes() => new(
        "outcomes",
        [Seller, Listing],
        [
            Code("verdict", "counterfeit", "genuine"),
            Code("basis", "test_buy", "brand", "customs", "court", "appeal", "audit", "moderation"),
            Key("listing"),
            Number("weight", "times", Parts),
        ],
        ["outcomes", "listings"]);

    // ISO 3166-1 alpha-2 in the order of the warehouse's type, so that a stored code is its ordinal and one.
    private static EventField Countries(string name) => Code(name, CountryCodes.All);
}
