using static Assay.Import.Columns;
using static Assay.Import.ColumnKind;

namespace Assay.Import;

/// <summary>The marketplace's own feeds.</summary>
internal static class MarketplaceFeeds
{
    public static IReadOnlyList<Feed> Entities { get; } =
    [
        new("sellers", ["seller_id"],
        [
            Id("seller_id"), Time("registered_at"), Text("shop_name", optional: false), Text("legal_name"), Text("registered_address"),
            Columns.Hash("identity_hash"), Of(Country, "country"), Text("region"), Text("city"), Text("template"),
            Columns.Account("payout_account", optional: true), Columns.Hash("phone_hash"), Columns.Hash("email_hash"), Columns.Hash("address_hash"),
            Later("closed_at"), Text("close_reason", knownFrom: "closed_at"),
        ])
        { EventTime = ["registered_at"], IsRequired = true },
        new("buyers", ["buyer_id"],
        [
            Id("buyer_id"), Time("registered_at"), Of(Country, "country", optional: true),
            Columns.Hash("phone_hash"), Columns.Hash("email_hash"), Columns.Hash("address_hash"),
        ])
        { EventTime = ["registered_at"], WithoutIt = "buyers' ages, countries and shared traits (brushing rings)" },
        new("listings", ["id"],
        [
            Id("id"), Id("seller_id"), Text("title", optional: false), Text("description"), Text("brand"), Text("google_product_category"),
            Text("product_type"), Of(Price, "price"), Of(Currency, "currency", optional: true), Of(Price, "sale_price", optional: true),
            Text("condition"), Text("gtin"), Text("mpn"), Of(Image, "image_link", optional: true), Of(Images, "additional_image_link", optional: true),
            Of(Pdq, "pdq", optional: true), Text("availability"), Whole("quantity", 0, optional: true), Of(Country, "ship_from_country", optional: true),
            Text("ship_from_region"), Time("created_at"), Time("updated_at", optional: true), Later("removed_at"),
        ])
        { EventTime = ["updated_at", "created_at"], IsRequired = true },
    ];

    public static IReadOnlyList<Feed> Trade { get; } =
    [
        new("orders", ["order_id"],
        [
            Id("order_id"), Id("listing_id"), Id("seller_id"), Id("buyer_id"), Whole("quantity", 1), Of(Money, "amount"), Of(Currency, "currency"),
            Time("ordered_at"), Later("cancelled_at"), Later("refunded_at"),
            Choice("refund_reason", true, ["counterfeit", "not_as_described", "damaged", "late", "changed_mind", "other"], knownFrom: "refunded_at"),
        ])
        { EventTime = ["ordered_at"], WithoutIt = "sales, refunds and their reasons" },
        new("payments", ["payment_id"],
        [
            Id("payment_id"), Columns.Account("from_account"), Columns.Account("to_account"), Of(Money, "amount"), Of(Currency, "currency"), Time("paid_at"),
            Choice("kind", false, ["sale", "payout", "transfer", "refund"]), Id("order_id", optional: true),
        ])
        { EventTime = ["paid_at"], WithoutIt = "the flow of money: payees, shared accounts, sources behind payouts" },
        new("shipments", ["shipment_id"],
        [
            Id("shipment_id"), Text("carrier", optional: false), Id("from_site"), Real("from_lat", -90, 90, optional: true), Real("from_lon", -180, 180, optional: true),
            Of(Country, "from_country", optional: true), Text("from_region"), Id("to_site", optional: true), Of(Country, "to_country"), Text("to_region"),
            Time("shipped_at"), Later("delivered_at"), Id("order_id", optional: true), Id("seller_id", optional: true), Id("parent_shipment_id", optional: true),
            Columns.Hash("sender_phone_hash"), Real("weight_g", 0, double.PositiveInfinity, optional: true), Text("declared_goods"),
            Of(Money, "declared_value", optional: true), Of(Currency, "currency", optional: true), Text("hs_code"),
        ])
        { EventTime = ["shipped_at"], WithoutIt = "the flow of goods: sites, sources, exports and customs" },
    ];

    public static IReadOnlyList<Feed> Signals { get; } =
    [
        new("reviews", ["review_id"],
        [
            Id("review_id"), Id("listing_id"), Id("seller_id"), Id("buyer_id"), Id("order_id", optional: true), Real("rating", 1, 5), Text("text"), Time("created_at"),
        ])
        { EventTime = ["created_at"], WithoutIt = "ratings, review bursts and complaint words" },
        new("reports", ["report_id"],
        [
            Id("report_id"), Id("listing_id", optional: true), Id("seller_id", optional: true), Id("reporter_id"),
            Choice("reporter_kind", false, ["consumer", "rights_holder", "customs", "investigator"]),
            Choice("reason", false, ["counterfeit", "trademark", "design", "patent", "copyright", "unsafe", "other"]),
            Id("brand_id", optional: true), Id("right_id", optional: true), Text("text"), Time("created_at"), Later("resolved_at"),
            Choice("resolution", true, ["upheld", "refused", "withdrawn", "countered"], knownFrom: "resolved_at"),
        ])
        { EventTime = ["created_at"], WithoutIt = "notices and complaints, and how good their senders are" },
        new("sessions", ["account_id", "at", "action"],
        [
            Id("account_id"), Choice("account_kind", false, ["seller", "buyer"]), Time("at"),
            Choice("action", false, ["sign_up", "sign_in", "publish", "edit", "order", "review", "withdraw"]), Of(Ip, "ip"),
            Id("device_id", optional: true), Of(Router, "router_id", optional: true), Text("user_agent"),
        ])
        { EventTime = ["at"], WithoutIt = "devices, routers, networks and hours: most links between shops" },
        new("views", ["listing_id", "viewer_id", "at"],
        [
            Id("listing_id"), Id("viewer_id"), Time("at"), Choice("via", false, ["search", "ad", "share", "direct"]), Whole("position", 0, optional: true),
        ])
        { EventTime = ["at"], WithoutIt = "traffic and conversion" },
        new("outcomes", ["outcome_id"],
        [
            Id("outcome_id", optional: true), Choice("subject", false, ["listing", "seller"]), Id("subject_id"), Choice("verdict", false, ["counterfeit", "genuine"]),
            Choice("basis", false, ["test_buy", "brand", "customs", "court", "appeal", "audit", "moderation"]), Id("order_id", optional: true),
            Real("weight", 0, double.PositiveInfinity, optional: true), Time("at"),
        ])
        { EventTime = ["at"], KeyElse = ["subject", "subject_id", "at"], WithoutIt = "learning from test buys, appeals and courts: scores stay cold" },
        new("external_metrics", ["subject", "subject_id", "at"],
        [
            Text("subject", optional: false), Id("subject_id"), Time("at"), Of(Json, "metrics", optional: true),
        ])
        { EventTime = ["at"], TakesMoreColumns = true, WithoutIt = "metrics that the marketplace computes itself" },
    ];
}
