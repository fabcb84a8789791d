-- What the offers' articles cost elsewhere: the rights holder's own price where the numbers agree, else what other sellers ask for the same GTIN,
-- or for the product that it claims to be where products were looked for, for the same brand in the category, for the category.
CREATE OR REPLACE TEMP TABLE price_facts AS
SELECT
  o.listing_id,
  coalesce(byGtin.price, byMpn.price, g.price, claimed.price) AS product_peers,
  o.price / coalesce(byGtin.price, byMpn.price, g.price, claimed.price) AS price_of_product,
  b.price AS brand_peers,
  CASE WHEN coalesce(byGtin.price, byMpn.price, g.price, claimed.price) IS NULL THEN o.price / b.price END AS price_of_brand,
  c.price AS category_peers,
  CASE WHEN coalesce(byGtin.price, byMpn.price, g.price, claimed.price, b.price) IS NULL THEN o.price / c.price END AS price_of_category,
  o.price AS own_price
-- The holder's prices are in common money; a condition on one side alone would turn the hash join into a nested loop.
FROM (SELECT *, CASE WHEN money = '' THEN gtin END AS known_gtin, CASE WHEN money = '' THEN mpn END AS known_mpn FROM offers) AS o
LEFT JOIN market_product_prices AS byGtin ON byGtin.number = o.known_gtin AND byGtin.brand_id = o.brand_id
LEFT JOIN market_product_prices AS byMpn ON byMpn.number = o.known_mpn AND byMpn.brand_id = o.brand_id
LEFT JOIN market_gtin_prices AS g ON g.gtin = o.gtin AND g.money = o.money
LEFT JOIN (
  SELECT p.listing_id, p.money, coalesce(p.holder_price, p.product_median) AS price FROM listing_prices AS p JOIN scope_listings AS l ON l.id = p.listing_id
  WHERE p.as_of <= $1 AND l.observed_at <= p.as_of
) AS claimed ON claimed.listing_id = o.listing_id AND claimed.money = o.money
LEFT JOIN market_brand_prices AS b ON b.brand_id = o.brand_id AND b.category = o.category AND b.money = o.money
LEFT JOIN market_category_prices AS c ON c.category = o.category AND c.money = o.money
WHERE o.price > 0;
