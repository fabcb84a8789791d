-- A table a feed: its columns, then when the row was known, a hash of its key (to find versions; equal hashes are compared by key)
-- and the import it came with. Superseded versions stand in <feed>_history, where until is the moment their successor was known.
-- No keys and no indexes: an anti-join finds versions many times faster than a unique index takes rows (docs/decisions).
CREATE TABLE orders (
  "order_id" VARCHAR, "listing_id" VARCHAR, "seller_id" VARCHAR, "buyer_id" VARCHAR, "quantity" INTEGER, "amount" DECIMAL(18, 4),
  "currency" currency, "ordered_at" TIMESTAMP, "cancelled_at" TIMESTAMP, "refunded_at" TIMESTAMP,
  "refund_reason" orders_refund_reason, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE orders_history AS SELECT *, NULL::TIMESTAMP AS until FROM orders LIMIT 0;
CREATE TABLE payments (
  "payment_id" VARCHAR, "from_account" VARCHAR, "to_account" VARCHAR, "amount" DECIMAL(18, 4), "currency" currency,
  "paid_at" TIMESTAMP, "kind" payments_kind, "order_id" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE payments_history AS SELECT *, NULL::TIMESTAMP AS until FROM payments LIMIT 0;
CREATE TABLE shipments (
  "shipment_id" VARCHAR, "carrier" VARCHAR, "from_site" VARCHAR, "from_lat" DOUBLE, "from_lon" DOUBLE, "from_country" country,
  "from_region" VARCHAR, "to_site" VARCHAR, "to_country" country, "to_region" VARCHAR, "shipped_at" TIMESTAMP,
  "delivered_at" TIMESTAMP, "order_id" VARCHAR, "seller_id" VARCHAR, "parent_shipment_id" VARCHAR, "sender_phone_hash" VARCHAR,
  "weight_g" DOUBLE, "declared_goods" VARCHAR, "declared_value" DECIMAL(18, 4), "currency" currency, "hs_code" VARCHAR,
  observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE shipments_history AS SELECT *, NULL::TIMESTAMP AS until FROM shipments LIMIT 0;
CREATE TABLE reviews (
  "review_id" VARCHAR, "listing_id" VARCHAR, "seller_id" VARCHAR, "buyer_id" VARCHAR, "order_id" VARCHAR, "rating" DOUBLE,
  "text" VARCHAR, "created_at" TIMESTAMP, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE reviews_history AS SELECT *, NULL::TIMESTAMP AS until FROM reviews LIMIT 0;
CREATE TABLE reports (
  "report_id" VARCHAR, "listing_id" VARCHAR, "seller_id" VARCHAR, "reporter_id" VARCHAR, "reporter_kind" reports_reporter_kind,
  "reason" reports_reason, "brand_id" VARCHAR, "right_id" VARCHAR, "text" VARCHAR, "created_at" TIMESTAMP,
  "resolved_at" TIMESTAMP, "resolution" reports_resolution, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE reports_history AS SELECT *, NULL::TIMESTAMP AS until FROM reports LIMIT 0;
CREATE TABLE sessions (
  "account_id" VARCHAR, "account_kind" sessions_account_kind, "at" TIMESTAMP, "action" sessions_action, "ip" VARCHAR,
  "device_id" VARCHAR, "router_id" VARCHAR, "user_agent" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE sessions_history AS SELECT *, NULL::TIMESTAMP AS until FROM sessions LIMIT 0;
CREATE TABLE views (
  "listing_id" VARCHAR, "viewer_id" VARCHAR, "at" TIMESTAMP, "via" views_via, "position" INTEGER, observed_at TIMESTAMP,
  key_hash UBIGINT, run INTEGER
);
CREATE TABLE views_history AS SELECT *, NULL::TIMESTAMP AS until FROM views LIMIT 0;
CREATE TABLE outcomes (
  "outcome_id" VARCHAR, "subject" outcomes_subject, "subject_id" VARCHAR, "verdict" outcomes_verdict, "basis" outcomes_basis,
  "order_id" VARCHAR, "weight" DOUBLE, "at" TIMESTAMP, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE outcomes_history AS SELECT *, NULL::TIMESTAMP AS until FROM outcomes LIMIT 0;
CREATE TABLE external_metrics (
  "subject" VARCHAR, "subject_id" VARCHAR, "at" TIMESTAMP, "metrics" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT,
  run INTEGER
);
CREATE TABLE external_metrics_history AS SELECT *, NULL::TIMESTAMP AS until FROM external_metrics LIMIT 0;
