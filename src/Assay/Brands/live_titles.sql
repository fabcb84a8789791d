SELECT id, coalesce(brand, ''), title FROM listings_as_of($1) WHERE removed_at IS NULL AND seller_id IN (SELECT seller_id FROM scope_sellers);
