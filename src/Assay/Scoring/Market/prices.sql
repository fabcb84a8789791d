-- What articles cost, from the offers of everybody. Medians of too few prices say nothing.
DELETE FROM market_product_prices;
INSERT INTO market_product_prices
SELECT number, brand_id, median(price) AS price FROM (
  SELECT unnest([p.gtin, p.mpn]) AS number, p.brand_id, p.price::DOUBLE / r.rate AS price
  FROM products_as_of($1) AS p JOIN market_rates AS r ON r.currency = p.currency
  WHERE p.price > 0 AND coalesce(p.valid_from, TIMESTAMP '1970-01-01') <= $1
) WHERE number IS NOT NULL GROUP BY number, brand_id;

DELETE FROM market_gtin_prices;
INSERT INTO market_gtin_prices
SELECT gtin, money, quantile_disc(price, 0.5) AS price FROM offers WHERE gtin IS NOT NULL AND price > 0
GROUP BY gtin, money HAVING count(*) >= 5 AND count(DISTINCT seller_id) >= 4;

DELETE FROM market_brand_prices;
INSERT INTO market_brand_prices
SELECT brand_id, category, money, quantile_disc(price, 0.5) AS price FROM offers WHERE brand_id IS NOT NULL AND category IS NOT NULL AND price > 0
GROUP BY brand_id, category, money HAVING count(*) >= 8 AND count(DISTINCT seller_id) >= 5;

DELETE FROM market_category_prices;
INSERT INTO market_category_prices
SELECT category, money, quantile_disc(price, 0.5) AS price FROM offers WHERE category IS NOT NULL AND price > 0
GROUP BY category, money HAVING count(*) >= 20 AND count(DISTINCT seller_id) >= 10;
