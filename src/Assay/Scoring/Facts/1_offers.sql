-- Lower end of the 90 % Wilson interval for k of n: a rate that few cases cannot drive (Wilson 1927, z = 1.645). Null without cases.
CREATE OR REPLACE TEMP MACRO at_least(k, n) AS
  CASE WHEN n > 0 THEN greatest(0, (k + 1.353 - 1.645 * sqrt(k * (n - k)::DOUBLE / n + 0.6765)) / (n + 2.706)) END;

-- Units of each currency for one unit of the base that most rates have, by the newest rate known.
CREATE OR REPLACE TEMP TABLE rates AS
WITH known AS (SELECT base, currency, day, rate FROM exchange_rates_as_of($1) WHERE day <= CAST($1 AS DATE) AND rate > 0),
  common AS (SELECT base FROM known GROUP BY base ORDER BY count(*) DESC, base LIMIT 1)
SELECT currency, arg_max(rate, day) AS rate FROM known WHERE base = (SELECT base FROM common) GROUP BY currency
UNION ALL
SELECT base, 1.0 FROM common WHERE base NOT IN (SELECT currency FROM known WHERE base = (SELECT base FROM common));

-- Live listings with their price in common money; in their own where no rate is known, and then compared only with their like.
CREATE OR REPLACE TEMP TABLE offers AS
SELECT
  l.id AS listing_id, l.seller_id, b.brand_id, b.place, l.title, l.description, l.condition, l.gtin, l.mpn, l.pdq, l.created_at,
  is_accessory(l.title) AS is_accessory, is_slang(concat_ws(' ', l.title, l.description)) AS is_slang, is_disguised(l.title) AS is_disguised,
  coalesce(l.google_product_category, l.product_type) AS category,
  CASE WHEN r.rate IS NULL THEN CAST(l.currency AS VARCHAR) ELSE '' END AS money,
  coalesce(l.sale_price, l.price)::DOUBLE / coalesce(r.rate, 1) AS price
FROM listings_as_of($1) AS l
LEFT JOIN rates AS r ON r.currency = l.currency
LEFT JOIN named_brands AS b ON b.listing_id = l.id
WHERE l.removed_at IS NULL;

-- What an article costs: the rights holder's own price where the numbers agree, else what other sellers ask for the same GTIN,
-- for the same brand in the category, for the category. Medians of too few prices say nothing.
CREATE OR REPLACE TEMP TABLE product_prices AS
SELECT number, brand_id, median(price) AS price FROM (
  SELECT unnest([p.gtin, p.mpn]) AS number, p.brand_id, p.price::DOUBLE / r.rate AS price
  FROM products_as_of($1) AS p JOIN rates AS r ON r.currency = p.currency
  WHERE p.price > 0 AND coalesce(p.valid_from, TIMESTAMP '1970-01-01') <= $1
) WHERE number IS NOT NULL GROUP BY number, brand_id;

CREATE OR REPLACE TEMP TABLE gtin_prices AS
SELECT gtin, money, quantile_disc(price, 0.5) AS price FROM offers WHERE gtin IS NOT NULL AND price > 0
GROUP BY gtin, money HAVING count(*) >= 5 AND count(DISTINCT seller_id) >= 4;

CREATE OR REPLACE TEMP TABLE brand_prices AS
SELECT brand_id, category, money, quantile_disc(price, 0.5) AS price FROM offers WHERE brand_id IS NOT NULL AND category IS NOT NULL AND price > 0
GROUP BY brand_id, category, money HAVING count(*) >= 8 AND count(DISTINCT seller_id) >= 5;

CREATE OR REPLACE TEMP TABLE category_prices AS
SELECT category, money, quantile_disc(price, 0.5) AS price FROM offers WHERE category IS NOT NULL AND price > 0
GROUP BY category, money HAVING count(*) >= 20 AND count(DISTINCT seller_id) >= 10;

CREATE OR REPLACE TEMP TABLE price_facts AS
SELECT
  o.listing_id,
  coalesce(byGtin.price, byMpn.price, g.price) AS product_peers,
  o.price / coalesce(byGtin.price, byMpn.price, g.price) AS price_of_product,
  b.price AS brand_peers,
  CASE WHEN coalesce(byGtin.price, byMpn.price, g.price) IS NULL THEN o.price / b.price END AS price_of_brand,
  c.price AS category_peers,
  CASE WHEN coalesce(byGtin.price, byMpn.price, g.price, b.price) IS NULL THEN o.price / c.price END AS price_of_category,
  o.price AS own_price
-- The holder's prices are in common money; a condition on one side alone would turn the hash join into a nested loop.
FROM (SELECT *, CASE WHEN money = '' THEN gtin END AS known_gtin, CASE WHEN money = '' THEN mpn END AS known_mpn FROM offers) AS o
LEFT JOIN product_prices AS byGtin ON byGtin.number = o.known_gtin AND byGtin.brand_id = o.brand_id
LEFT JOIN product_prices AS byMpn ON byMpn.number = o.known_mpn AND byMpn.brand_id = o.brand_id
LEFT JOIN gtin_prices AS g ON g.gtin = o.gtin AND g.money = o.money
LEFT JOIN brand_prices AS b ON b.brand_id = o.brand_id AND b.category = o.category AND b.money = o.money
LEFT JOIN category_prices AS c ON c.category = o.category AND c.money = o.money
WHERE o.price > 0;
