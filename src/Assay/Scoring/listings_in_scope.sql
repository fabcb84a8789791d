-- The numbers of the live listings of the sellers in scope, as of $1.
SELECT no FROM subjects
WHERE kind = 'listing' AND id IN (SELECT id FROM listings_as_of($1) WHERE removed_at IS NULL AND seller_id IN (SELECT seller_id FROM scope_sellers)) ORDER BY no;
