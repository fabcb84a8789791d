-- The groups that sellers are compared in, as of $1: the category of most of their live listings, and how old the shop is.
WITH main AS (
  SELECT seller_id, arg_max(category, (listings, category)) AS category FROM (
    SELECT seller_id, coalesce(google_product_category, product_type) AS category, count(*) AS listings
    FROM listings_as_of($1) WHERE removed_at IS NULL AND coalesce(google_product_category, product_type) IS NOT NULL GROUP BY ALL
  ) GROUP BY seller_id
)
SELECT
  no, coalesce(hash(main.category), 0)::UBIGINT AS category,
  (CASE WHEN registered_at IS NULL THEN 0 ELSE 1 + (SELECT count(*) FROM (VALUES (30), (90), (365), (1095)) AS bands(days) WHERE date_diff('day', registered_at, $1) >= days) END)::UBIGINT AS age,
  0::UBIGINT AS brand, 0::UBIGINT AS product
FROM subjects LEFT JOIN sellers_as_of($1) AS s ON s.seller_id = subjects.id LEFT JOIN main ON main.seller_id = subjects.id
WHERE kind = 'seller';
