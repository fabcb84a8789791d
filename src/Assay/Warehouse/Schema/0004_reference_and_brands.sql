-- A table a feed: its columns, then when the row was known, a hash of its key (to find versions; equal hashes are compared by key)
-- and the import it came with. Superseded versions stand in <feed>_history, where until is the moment their successor was known.
-- No keys and no indexes: an anti-join finds versions many times faster than a unique index takes rows (docs/decisions).
CREATE TABLE exchange_rates (
  "base" currency, "currency" currency, "day" DATE, "rate" DOUBLE, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE exchange_rates_history AS SELECT *, NULL::TIMESTAMP AS until FROM exchange_rates LIMIT 0;
CREATE TABLE sites (
  "site_id" VARCHAR, "kind" sites_kind, "lat" DOUBLE, "lon" DOUBLE, "country" country, "region" VARCHAR, observed_at TIMESTAMP,
  key_hash UBIGINT, run INTEGER
);
CREATE TABLE sites_history AS SELECT *, NULL::TIMESTAMP AS until FROM sites LIMIT 0;
CREATE TABLE networks (
  "prefix" VARCHAR, "asn" VARCHAR, "country" country, "kind" networks_kind, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE networks_history AS SELECT *, NULL::TIMESTAMP AS until FROM networks LIMIT 0;
CREATE TABLE epcis (
  "event_id" VARCHAR, "type" VARCHAR, "event_time" TIMESTAMP, "action" VARCHAR, "biz_step" VARCHAR, "disposition" VARCHAR,
  "read_point" VARCHAR, "biz_location" VARCHAR, "epcs" VARCHAR, "event" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT,
  run INTEGER
);
CREATE TABLE epcis_history AS SELECT *, NULL::TIMESTAMP AS until FROM epcis LIMIT 0;
CREATE TABLE brands (
  "brand_id" VARCHAR, "name" VARCHAR, "aliases" VARCHAR, "holder" VARCHAR, "country" country, observed_at TIMESTAMP,
  key_hash UBIGINT, run INTEGER
);
CREATE TABLE brands_history AS SELECT *, NULL::TIMESTAMP AS until FROM brands LIMIT 0;
CREATE TABLE rights (
  "right_id" VARCHAR, "brand_id" VARCHAR, "kind" rights_kind, "registration" VARCHAR, "jurisdiction" VARCHAR,
  "nice_classes" VARCHAR, "text" VARCHAR, "image_link" VARCHAR, "valid_from" TIMESTAMP, "valid_until" TIMESTAMP,
  observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE rights_history AS SELECT *, NULL::TIMESTAMP AS until FROM rights LIMIT 0;
CREATE TABLE authorisations (
  "brand_id" VARCHAR, "seller_id" VARCHAR, "valid_from" TIMESTAMP, "valid_until" TIMESTAMP, "countries" VARCHAR,
  "google_product_categories" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE authorisations_history AS SELECT *, NULL::TIMESTAMP AS until FROM authorisations LIMIT 0;
CREATE TABLE products (
  "product_id" VARCHAR, "brand_id" VARCHAR, "title" VARCHAR, "gtin" VARCHAR, "mpn" VARCHAR, "google_product_category" VARCHAR,
  "price" DECIMAL(18, 4), "currency" currency, "countries" VARCHAR, "valid_from" TIMESTAMP, "image_link" VARCHAR,
  "attributes" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE products_history AS SELECT *, NULL::TIMESTAMP AS until FROM products LIMIT 0;
CREATE TABLE tells (
  "tell_id" VARCHAR, "brand_id" VARCHAR, "product_id" VARCHAR, "kind" tells_kind, "value" VARCHAR, "note" VARCHAR,
  observed_at TIMESTAMP, key_hash UBIGINT, run INTEGER
);
CREATE TABLE tells_history AS SELECT *, NULL::TIMESTAMP AS until FROM tells LIMIT 0;
CREATE TABLE images (
  "image_id" VARCHAR, "brand_id" VARCHAR, "use" images_use, "image_link" VARCHAR, observed_at TIMESTAMP, key_hash UBIGINT,
  run INTEGER
);
CREATE TABLE images_history AS SELECT *, NULL::TIMESTAMP AS until FROM images LIMIT 0;
