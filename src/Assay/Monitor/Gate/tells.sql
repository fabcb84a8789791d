-- What a brand's numbers look like, and what it never made.
SELECT brand_id, product_id, CAST(kind AS VARCHAR), value FROM tells_as_of($1) WHERE kind IN ('mpn_pattern', 'never_made') AND brand_id IS NOT NULL AND value IS NOT NULL;
