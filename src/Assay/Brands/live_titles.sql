SELECT id, coalesce(brand, ''), title FROM listings_as_of($1) WHERE removed_at IS NULL;
