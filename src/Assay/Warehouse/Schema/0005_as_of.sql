-- A feed as it was known at a moment t: the version observed last by then, later facts only from their own time.
CREATE MACRO sellers_as_of(t) AS TABLE
SELECT
  "seller_id", "registered_at", "shop_name", "legal_name", "registered_address", "identity_hash", "country", "region", "city",
  "template", "payout_account", "phone_hash", "email_hash", "address_hash",
  CASE WHEN "closed_at" <= t THEN "closed_at" END AS "closed_at",
  CASE WHEN "closed_at" <= t THEN "close_reason" END AS "close_reason", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM sellers WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM sellers_history WHERE observed_at <= t AND until > t
);
CREATE MACRO buyers_as_of(t) AS TABLE
SELECT
  "buyer_id", "registered_at", "country", "phone_hash", "email_hash", "address_hash", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM buyers WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM buyers_history WHERE observed_at <= t AND until > t
);
CREATE MACRO listings_as_of(t) AS TABLE
SELECT
  "id", "seller_id", "title", "description", "brand", "google_product_category", "product_type", "price", "currency",
  "sale_price", "condition", "gtin", "mpn", "image_link", "additional_image_link", "pdq", "availability", "quantity",
  "ship_from_country", "ship_from_region", "created_at", "updated_at",
  CASE WHEN "removed_at" <= t THEN "removed_at" END AS "removed_at", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM listings WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM listings_history WHERE observed_at <= t AND until > t
);
CREATE MACRO orders_as_of(t) AS TABLE
SELECT
  "order_id", "listing_id", "seller_id", "buyer_id", "quantity", "amount", "currency", "ordered_at",
  CASE WHEN "cancelled_at" <= t THEN "cancelled_at" END AS "cancelled_at",
  CASE WHEN "refunded_at" <= t THEN "refunded_at" END AS "refunded_at",
  CASE WHEN "refunded_at" <= t THEN "refund_reason" END AS "refund_reason", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM orders WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM orders_history WHERE observed_at <= t AND until > t
);
CREATE MACRO payments_as_of(t) AS TABLE
SELECT
  "payment_id", "from_account", "to_account", "amount", "currency", "paid_at", "kind", "order_id", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM payments WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM payments_history WHERE observed_at <= t AND until > t
);
CREATE MACRO shipments_as_of(t) AS TABLE
SELECT
  "shipment_id", "carrier", "from_site", "from_lat", "from_lon", "from_country", "from_region", "to_site", "to_country",
  "to_region", "shipped_at", CASE WHEN "delivered_at" <= t THEN "delivered_at" END AS "delivered_at", "order_id", "seller_id",
  "parent_shipment_id", "sender_phone_hash", "weight_g", "declared_goods", "declared_value", "currency", "hs_code", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM shipments WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM shipments_history WHERE observed_at <= t AND until > t
);
CREATE MACRO reviews_as_of(t) AS TABLE
SELECT
  "review_id", "listing_id", "seller_id", "buyer_id", "order_id", "rating", "text", "created_at", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM reviews WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM reviews_history WHERE observed_at <= t AND until > t
);
CREATE MACRO reports_as_of(t) AS TABLE
SELECT
  "report_id", "listing_id", "seller_id", "reporter_id", "reporter_kind", "reason", "brand_id", "right_id", "text", "created_at",
  CASE WHEN "resolved_at" <= t THEN "resolved_at" END AS "resolved_at",
  CASE WHEN "resolved_at" <= t THEN "resolution" END AS "resolution", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM reports WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM reports_history WHERE observed_at <= t AND until > t
);
CREATE MACRO sessions_as_of(t) AS TABLE
SELECT
  "account_id", "account_kind", "at", "action", "ip", "device_id", "router_id", "user_agent", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM sessions WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM sessions_history WHERE observed_at <= t AND until > t
);
CREATE MACRO views_as_of(t) AS TABLE
SELECT
  "listing_id", "viewer_id", "at", "via", "position", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM views WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM views_history WHERE observed_at <= t AND until > t
);
CREATE MACRO outcomes_as_of(t) AS TABLE
SELECT
  "outcome_id", "subject", "subject_id", "verdict", "basis", "order_id", "weight", "at", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM outcomes WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM outcomes_history WHERE observed_at <= t AND until > t
);
CREATE MACRO external_metrics_as_of(t) AS TABLE
SELECT
  "subject", "subject_id", "at", "metrics", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM external_metrics WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM external_metrics_history WHERE observed_at <= t AND until > t
);
CREATE MACRO exchange_rates_as_of(t) AS TABLE
SELECT
  "base", "currency", "day", "rate", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM exchange_rates WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM exchange_rates_history WHERE observed_at <= t AND until > t
);
CREATE MACRO sites_as_of(t) AS TABLE
SELECT
  "site_id", "kind", "lat", "lon", "country", "region", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM sites WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM sites_history WHERE observed_at <= t AND until > t
);
CREATE MACRO networks_as_of(t) AS TABLE
SELECT
  "prefix", "asn", "country", "kind", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM networks WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM networks_history WHERE observed_at <= t AND until > t
);
CREATE MACRO epcis_as_of(t) AS TABLE
SELECT
  "event_id", "type", "event_time", "action", "biz_step", "disposition", "read_point", "biz_location", "epcs", "event",
  observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM epcis WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM epcis_history WHERE observed_at <= t AND until > t
);
CREATE MACRO brands_as_of(t) AS TABLE
SELECT
  "brand_id", "name", "aliases", "holder", "country", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM brands WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM brands_history WHERE observed_at <= t AND until > t
);
CREATE MACRO rights_as_of(t) AS TABLE
SELECT
  "right_id", "brand_id", "kind", "registration", "jurisdiction", "nice_classes", "text", "image_link", "valid_from",
  "valid_until", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM rights WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM rights_history WHERE observed_at <= t AND until > t
);
CREATE MACRO authorisations_as_of(t) AS TABLE
SELECT
  "brand_id", "seller_id", "valid_from", "valid_until", "countries", "google_product_categories", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM authorisations WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM authorisations_history WHERE observed_at <= t AND until > t
);
CREATE MACRO products_as_of(t) AS TABLE
SELECT
  "product_id", "brand_id", "title", "gtin", "mpn", "google_product_category", "price", "currency", "countries", "valid_from",
  "image_link", "attributes", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM products WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM products_history WHERE observed_at <= t AND until > t
);
CREATE MACRO tells_as_of(t) AS TABLE
SELECT
  "tell_id", "brand_id", "product_id", "kind", "value", "note", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM tells WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM tells_history WHERE observed_at <= t AND until > t
);
CREATE MACRO images_as_of(t) AS TABLE
SELECT
  "image_id", "brand_id", "use", "image_link", observed_at
FROM (
  SELECT * EXCLUDE (key_hash, run) FROM images WHERE observed_at <= t
  UNION ALL
  SELECT * EXCLUDE (key_hash, run, until) FROM images_history WHERE observed_at <= t AND until > t
);
