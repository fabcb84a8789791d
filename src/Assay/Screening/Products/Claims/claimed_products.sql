-- The registered products known at $1: of each the row that is valid last.
SELECT DISTINCT ON (product_id)
  product_id, brand_id, coalesce(title, ''), coalesce(gtin, ''), coalesce(mpn, ''), coalesce(attributes, '')
FROM products_as_of($1)
WHERE coalesce(valid_from, TIMESTAMP '1970-01-01') <= $1
ORDER BY product_id, valid_from DESC NULLS LAST;
