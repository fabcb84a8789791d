-- The groups that listings are compared in, as of $1: category, age, brand and product (the GTIN, else the brand's part number).
SELECT
  no, coalesce(hash(coalesce(google_product_category, product_type)), 0)::UBIGINT AS category,
  (CASE WHEN created_at IS NULL THEN 0 ELSE 1 + (SELECT count(*) FROM (VALUES (7), (30), (90), (365)) AS bands(days) WHERE date_diff('day', created_at, $1) >= days) END)::UBIGINT AS age,
  coalesce(hash(lower(brand)), 0)::UBIGINT AS brand, coalesce(hash(coalesce(gtin, lower(brand) || ' ' || lower(mpn))), 0)::UBIGINT AS product
FROM subjects LEFT JOIN listings_as_of($1) AS l ON l.id = subjects.id AND l.removed_at IS NULL
WHERE kind = 'listing';
