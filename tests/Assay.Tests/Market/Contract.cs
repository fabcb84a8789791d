namespace Assay.Tests.Market;

/// <summary>The feeds' contract, written down a second time so that neither side can drift unseen.</summary>
public static class Contract
{
    public static Dictionary<string, (string[] Required, string[] Optional)> Feeds { get; } = new(StringComparer.Ordinal)
    {
        ["sellers"] = Of("seller_id registered_at shop_name country", "legal_name registered_address identity_hash region city template payout_account phone_hash email_hash address_hash closed_at close_reason observed_at"),
        ["buyers"] = Of("buyer_id registered_at", "country phone_hash email_hash address_hash observed_at"),
        ["listings"] = Of("id seller_id title price created_at", "description brand google_product_category product_type currency sale_price condition gtin mpn image_link additional_image_link pdq availability quantity ship_from_country ship_from_region updated_at removed_at observed_at"),
        ["orders"] = Of("order_id listing_id seller_id buyer_id quantity amount currency ordered_at", "cancelled_at refunded_at refund_reason observed_at"),
        ["payments"] = Of("payment_id from_account to_account amount currency paid_at kind", "order_id observed_at"),
        ["shipments"] = Of("shipment_id carrier from_site to_country shipped_at", "from_lat from_lon from_country from_region to_site to_region delivered_at order_id seller_id parent_shipment_id sender_phone_hash weight_g declared_goods declared_value currency hs_code observed_at"),
        ["reviews"] = Of("review_id listing_id seller_id buyer_id rating created_at", "order_id text observed_at"),
        ["reports"] = Of("report_id reporter_id reporter_kind reason created_at", "listing_id seller_id brand_id right_id text resolved_at resolution observed_at"),
        ["sessions"] = Of("account_id account_kind at action ip", "device_id router_id user_agent observed_at"),
        ["views"] = Of("listing_id viewer_id at via", "position observed_at"),
        ["outcomes"] = Of("subject subject_id verdict basis at", "outcome_id order_id weight observed_at"),
        ["external_metrics"] = Of("subject subject_id at", "response_hours late_dispatch_rate chat_complaint_share seller_tier"),
        ["exchange_rates"] = Of("base currency day rate", ""),
        ["sites"] = Of("site_id kind", "lat lon country region"),
        ["networks"] = Of("prefix kind", "asn country"),
        ["brands"] = Of("brand_id name holder country", "aliases"),
        ["rights"] = Of("right_id brand_id kind registration jurisdiction", "nice_classes text image_link valid_from valid_until"),
        ["authorisations"] = Of("brand_id seller_id valid_from", "valid_until countries google_product_categories"),
        ["products"] = Of("product_id brand_id title", "gtin mpn google_product_category price currency countries valid_from image_link attributes"),
        ["tells"] = Of("tell_id brand_id kind value", "product_id note"),
        ["images"] = Of("image_id brand_id use image_link", ""),
    };

    public static (string Feed, string Column, string Values)[] Enums { get; } =
    [
        ("orders", "refund_reason", "counterfeit not_as_described damaged late changed_mind other"),
        ("payments", "kind", "sale payout transfer refund"),
        ("reviews", "rating", "1 2 3 4 5"),
        ("reports", "reporter_kind", "consumer rights_holder customs investigator"),
        ("reports", "reason", "counterfeit trademark design patent copyright unsafe other"),
        ("reports", "resolution", "upheld refused withdrawn countered"),
        ("sessions", "account_kind", "seller buyer"),
        ("sessions", "action", "sign_up sign_in publish edit order review withdraw"),
        ("views", "via", "search ad share direct"),
        ("outcomes", "subject", "listing seller"),
        ("outcomes", "verdict", "counterfeit genuine"),
        ("outcomes", "basis", "test_buy brand customs court appeal audit moderation"),
        ("sites", "kind", "home warehouse shared_warehouse pick_up_station factory port unknown"),
        ("networks", "kind", "residential mobile business campus hosting public"),
        ("rights", "kind", "word_mark figurative_mark design patent copyright"),
        ("tells", "kind", "mpn_pattern never_made specification packaging mark"),
        ("images", "use", "official counterfeit licensed"),
    ];

    public static (string Feed, string Key)[] Keys { get; } =
    [
        ("sellers", "seller_id"), ("buyers", "buyer_id"), ("listings", "id"), ("orders", "order_id"), ("payments", "payment_id"),
        ("shipments", "shipment_id"), ("reviews", "review_id"), ("reports", "report_id"), ("sessions", "account_id at action"),
        ("views", "listing_id viewer_id at"), ("outcomes", "outcome_id"), ("external_metrics", "subject subject_id at"),
        ("exchange_rates", "base currency day"), ("sites", "site_id"), ("networks", "prefix"), ("brands", "brand_id"), ("rights", "right_id"),
        ("authorisations", "brand_id seller_id valid_from"), ("products", "product_id valid_from"), ("tells", "tell_id"), ("images", "image_id"),
    ];

    public static (string Feed, string Column, string Target, string Key)[] References { get; } =
    [
        ("listings", "seller_id", "sellers", "seller_id"), ("orders", "listing_id", "listings", "id"), ("orders", "seller_id", "sellers", "seller_id"),
        ("orders", "buyer_id", "buyers", "buyer_id"), ("payments", "order_id", "orders", "order_id"), ("shipments", "order_id", "orders", "order_id"),
        ("shipments", "from_site", "sites", "site_id"), ("shipments", "to_site", "sites", "site_id"), ("shipments", "seller_id", "sellers", "seller_id"),
        ("shipments", "parent_shipment_id", "shipments", "shipment_id"), ("reviews", "order_id", "orders", "order_id"), ("reviews", "listing_id", "listings", "id"),
        ("reports", "listing_id", "listings", "id"), ("reports", "brand_id", "brands", "brand_id"), ("reports", "right_id", "rights", "right_id"),
        ("views", "listing_id", "listings", "id"), ("views", "viewer_id", "buyers", "buyer_id"), ("outcomes", "order_id", "orders", "order_id"),
        ("rights", "brand_id", "brands", "brand_id"), ("authorisations", "seller_id", "sellers", "seller_id"), ("authorisations", "brand_id", "brands", "brand_id"),
        ("products", "brand_id", "brands", "brand_id"), ("tells", "product_id", "products", "product_id"), ("images", "brand_id", "brands", "brand_id"),
    ];

    private static (string[] Required, string[] Optional) Of(string required, string optional) =>
        (required.Split(' '), optional.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
