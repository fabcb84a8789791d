-- By which numbers the products are meant that have tells of their own.
SELECT product_id, gtin, mpn FROM products_as_of($1) WHERE product_id IN (SELECT product_id FROM tells_as_of($1) WHERE kind IN ('mpn_pattern', 'never_made'));
