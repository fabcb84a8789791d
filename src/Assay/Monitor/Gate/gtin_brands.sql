-- GTINs that belong to one brand alone.
SELECT gtin, any_value(brand_id) FROM products_as_of($1) WHERE gtin IS NOT NULL GROUP BY gtin HAVING count(DISTINCT brand_id) = 1;
