-- What words say is read once.
DELETE FROM market_texts AS t USING scope_listings AS l WHERE l.id = t.listing_id AND (l.said <> t.said OR NOT l.is_live);
INSERT INTO market_texts
SELECT id, said, is_accessory(title), is_slang(concat_ws(' ', title, description)), is_disguised(title)
FROM scope_listings AS l ANTI JOIN market_texts AS t ON t.listing_id = l.id WHERE l.is_live;

-- Live listings of the sellers in scope with their price in common money; in their own where no rate is known, and then compared only with their like.
CREATE OR REPLACE TEMP TABLE offers AS
SELECT
  l.id AS listing_id, l.seller_id, b.brand_id, b.place, l.title, l.condition, l.gtin, l.mpn, l.pdq, l.created_at, l.category,
  t.is_accessory, t.is_slang, t.is_disguised,
  CASE WHEN r.rate IS NULL THEN CAST(l.currency AS VARCHAR) ELSE '' END AS money,
  l.price::DOUBLE / coalesce(r.rate, 1) AS price
FROM scope_listings AS l
JOIN market_texts AS t ON t.listing_id = l.id
LEFT JOIN market_rates AS r ON r.currency = l.currency
LEFT JOIN named_brands AS b ON b.listing_id = l.id
WHERE l.is_live;
