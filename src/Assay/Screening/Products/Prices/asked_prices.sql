-- What live listings ask at $1, in common money; in their own currency where no rate is known, and then compared only with their like.
CREATE OR REPLACE TEMP TABLE asked_prices AS
SELECT
  l.id AS listing_id, l.seller_id, c.product_id, c.brand_id, coalesce(l.google_product_category, l.product_type) AS category,
  CAST(l.currency AS VARCHAR) AS currency, coalesce(l.sale_price, l.price)::DOUBLE AS stated,
  CASE WHEN r.rate IS NULL THEN CAST(l.currency AS VARCHAR) ELSE '' END AS money,
  coalesce(l.sale_price, l.price)::DOUBLE / coalesce(r.rate, 1) AS price
FROM listings_as_of($1) AS l
LEFT JOIN day_rates AS r ON r.currency = CAST(l.currency AS VARCHAR)
LEFT JOIN product_claims AS c ON c.listing_id = l.id
WHERE l.removed_at IS NULL AND l.currency IS NOT NULL AND coalesce(l.sale_price, l.price) > 0;

-- The rights holder's prices that hold at $1: of each product and currency the one that is valid last.
CREATE OR REPLACE TEMP TABLE holder_prices AS
SELECT DISTINCT ON (p.product_id, p.currency)
  p.product_id, CAST(p.currency AS VARCHAR) AS currency, p.price::DOUBLE AS stated, p.price::DOUBLE / r.rate AS price, p.valid_from
FROM products_as_of($1) AS p
LEFT JOIN day_rates AS r ON r.currency = CAST(p.currency AS VARCHAR)
WHERE p.price > 0 AND p.currency IS NOT NULL AND coalesce(p.valid_from, TIMESTAMP '1970-01-01') <= $1
ORDER BY p.product_id, p.currency, p.valid_from DESC NULLS LAST;
