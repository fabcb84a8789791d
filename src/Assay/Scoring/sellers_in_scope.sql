-- The numbers of the sellers in scope.
SELECT no FROM subjects WHERE kind = 'seller' AND id IN (SELECT seller_id FROM scope_sellers) ORDER BY no;
