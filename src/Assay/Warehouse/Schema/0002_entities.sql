-- A table a feed: its columns, then when the row was known, a hash of its key (to find versions; equal hashes are compared by key)
-- and the import it came with. Superseded versions stand in <feed>_history, where until is the moment their successor was known.
-- No keys and no indexes: an anti-join finds versions many times faster than a unique index takes rows (docs/decisions).
CREATE TABLE sellers (
  "seller_id" VARCHAR, "registered_at" TIMESTAMP, "shop_name" VARCHAR, "legal_name" VARCHAR, "registered_address" VARCHAR,
  "identity_hash" VARCHAR, "country" country, "region" VARCHAR, "city" VARCHAR, "template" VARCHAR, "payout_account" VARCHAR,
  "phone_hash" VARCHAR, "email_hash" VARCHAR, "address_hash" VARCHAR, "closed_at" TIMESTAMP, "close_reason" VARCHAR,
  observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE sellers_history AS SELECT *, NULL::TIMESTAMP AS until FROM sellers LIMIT 0;
CREATE TABLE buyers (
  "buyer_id" VARCHAR, "registered_at" TIMESTAMP, "country" country, "phone_hash" VARCHAR, "email_hash" VARCHAR,
  "address_hash" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE buyers_history AS SELECT *, NULL::TIMESTAMP AS until FROM buyers LIMIT 0;
CREATE TABLE listings (
  "id" VARCHAR, "seller_id" VARCHAR, "title" VARCHAR, "description" VARCHAR, "brand" VARCHAR, "google_product_category" VARCHAR,
  "product_type" VARCHAR, "price" DECIMAL(18, 4), "currency" currency, "sale_price" DECIMAL(18, 4), "condition" VARCHAR,
  "gtin" VARCHAR, "mpn" VARCHAR, "image_link" VARCHAR, "additional_image_link" VARCHAR, "pdq" VARCHAR, "availability" VARCHAR,
  "quantity" INTEGER, "ship_from_country" country, "ship_from_region" VARCHAR, "created_at" TIMESTAMP, "updated_at" TIMESTAMP,
  "removed_at" TIMESTAMP, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE listings_history AS SELECT *, NULL::TIMESTAMP AS until FROM listings LIMIT 0;
