-- The newest moment that each feed's rows were known, and of a look of its own that counts as of $1: what a decision was made from.
SELECT feed, max(observed_to) FROM imports WHERE observed_to IS NOT NULL AND rows_imported + rows_replaced > 0 GROUP BY feed
UNION ALL
SELECT 'product_claims', max(as_of) FROM product_claims WHERE as_of <= $1 HAVING count(*) > 0
ORDER BY feed;
