SELECT id, coalesce(title, ''), coalesce(brand, ''), coalesce(mpn, ''), coalesce(gtin, ''), coalesce(description, '') FROM listings_as_of($1) WHERE removed_at IS NULL ORDER BY id;
