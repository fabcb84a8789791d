-- The numbers of the live listings of the sellers in scope.
SELECT no FROM subjects WHERE kind = 'listing' AND id IN (SELECT id FROM scope_listings WHERE is_live) ORDER BY no;
