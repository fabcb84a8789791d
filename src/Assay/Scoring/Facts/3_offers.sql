-- Live listings of the sellers in scope with their price in common money; in their own where no rate is known, and then compared only with their like.
CREATE OR REPLACE TEMP TABLE offers AS
SELECT
  l.id AS listing_id, l.seller_id, b.brand_id, b.place, l.title, l.description, l.condition, l.gtin, l.mpn, l.pdq, l.created_at,
  is_accessory(l.title) AS is_accessory, is_slang(concat_ws(' ', l.title, l.description)) AS is_slang, is_disguised(l.title) AS is_disguised,
  coalesce(l.google_product_category, l.product_type) AS category,
  CASE WHEN r.rate IS NULL THEN CAST(l.currency AS VARCHAR) ELSE '' END AS money,
  coalesce(l.sale_price, l.price)::DOUBLE / coalesce(r.rate, 1) AS price
FROM listings_as_of($1) AS l
LEFT JOIN market_rates AS r ON r.currency = l.currency
LEFT JOIN named_brands AS b ON b.listing_id = l.id
WHERE l.removed_at IS NULL AND l.seller_id IN (SELECT seller_id FROM scope_sellers);
