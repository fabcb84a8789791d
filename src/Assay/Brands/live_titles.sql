SELECT id, coalesce(brand, ''), title FROM scope_listings WHERE is_live;
