SELECT brand_id, kind, value, product_id FROM tells_as_of($1) WHERE value IS NOT NULL AND brand_id IS NOT NULL ORDER BY tell_id;
