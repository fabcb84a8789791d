-- The live listings in scope, with what decides whose right they may touch.
SELECT l.id, l.brand, l.title, l.description, l.seller_id, l.category, CAST(l.ship_from_country AS VARCHAR), CAST(s.country AS VARCHAR)
FROM scope_listings AS l LEFT JOIN (SELECT seller_id, country FROM sellers_as_of($1)) AS s USING (seller_id)
WHERE l.is_live;
