-- Live listings of the sellers in scope with their price in common money; in their own where no rate is known, and then compared only with their like.
CREATE OR REPLACE TEMP TABLE offers AS
SELECT
  l.id AS listing_id, l.seller_id, w.brand_id, l.title, l.gtin, l.mpn, l.pdq, l.created_at, l.category,
  w.is_accessory, w.is_slang, w.is_disguised, w.is_second_hand OR coalesce(l.condition, 'new') <> 'new' AS is_second_hand, coalesce(w.ground, '') AS ground,
  CASE WHEN r.rate IS NULL THEN CAST(l.currency AS VARCHAR) ELSE '' END AS money,
  l.price::DOUBLE / coalesce(r.rate, 1) AS price
FROM scope_listings AS l
JOIN listing_words AS w ON w.listing_id = l.id
LEFT JOIN market_rates AS r ON r.currency = l.currency
WHERE l.is_live;
