-- The newest moment that each feed's rows were known, as of $1: what a decision was made from.
SELECT feed, max(observed_to) FROM imports WHERE observed_to IS NOT NULL AND rows_imported + rows_replaced > 0 GROUP BY feed ORDER BY feed;
