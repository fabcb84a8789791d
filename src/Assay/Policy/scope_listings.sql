-- The listings of the sellers in scope, removed ones too, read once for all that looks at them.
CREATE OR REPLACE TEMP TABLE scope_listings AS
SELECT
  id, seller_id, title, description, brand, coalesce(google_product_category, product_type) AS category, coalesce(sale_price, price) AS price, currency,
  condition, gtin, mpn, pdq, ship_from_country, created_at, observed_at, removed_at IS NULL AS is_live
FROM listings_as_of($1) WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
