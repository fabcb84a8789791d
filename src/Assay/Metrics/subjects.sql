-- Gives every id that an import after run $1 names, and that has none yet, the next number of its kind. Versions that it moved are of its run too.
INSERT INTO subjects
WITH named AS (
  SELECT 'seller' AS kind, seller_id AS id FROM (
    SELECT seller_id FROM sellers WHERE run > $1 UNION SELECT seller_id FROM sellers_history WHERE run > $1
    UNION SELECT seller_id FROM listings WHERE run > $1 UNION SELECT seller_id FROM listings_history WHERE run > $1
    UNION SELECT seller_id FROM orders WHERE run > $1 UNION SELECT seller_id FROM orders_history WHERE run > $1
    UNION SELECT seller_id FROM reviews WHERE run > $1 UNION SELECT seller_id FROM reviews_history WHERE run > $1
    UNION SELECT seller_id FROM reports WHERE run > $1 UNION SELECT seller_id FROM reports_history WHERE run > $1
    UNION SELECT seller_id FROM shipments WHERE run > $1 UNION SELECT seller_id FROM shipments_history WHERE run > $1
    UNION SELECT account_id FROM sessions WHERE run > $1 AND account_kind = 'seller' UNION SELECT account_id FROM sessions_history WHERE run > $1 AND account_kind = 'seller'
    UNION SELECT subject_id FROM outcomes WHERE run > $1 AND subject = 'seller' UNION SELECT subject_id FROM outcomes_history WHERE run > $1 AND subject = 'seller')
  UNION ALL
  SELECT 'listing', listing_id FROM (
    SELECT id AS listing_id FROM listings WHERE run > $1 UNION SELECT id FROM listings_history WHERE run > $1
    UNION SELECT listing_id FROM orders WHERE run > $1 UNION SELECT listing_id FROM orders_history WHERE run > $1
    UNION SELECT listing_id FROM reviews WHERE run > $1 UNION SELECT listing_id FROM reviews_history WHERE run > $1
    UNION SELECT listing_id FROM reports WHERE run > $1 UNION SELECT listing_id FROM reports_history WHERE run > $1
    UNION SELECT listing_id FROM views WHERE run > $1 UNION SELECT listing_id FROM views_history WHERE run > $1
    UNION SELECT subject_id FROM outcomes WHERE run > $1 AND subject = 'listing' UNION SELECT subject_id FROM outcomes_history WHERE run > $1 AND subject = 'listing')
  UNION ALL
  SELECT 'buyer', buyer_id FROM (
    SELECT buyer_id FROM buyers WHERE run > $1 UNION SELECT buyer_id FROM buyers_history WHERE run > $1
    UNION SELECT buyer_id FROM orders WHERE run > $1 UNION SELECT buyer_id FROM orders_history WHERE run > $1
    UNION SELECT buyer_id FROM reviews WHERE run > $1 UNION SELECT buyer_id FROM reviews_history WHERE run > $1
    UNION SELECT account_id FROM sessions WHERE run > $1 AND account_kind = 'buyer' UNION SELECT account_id FROM sessions_history WHERE run > $1 AND account_kind = 'buyer')
), standing AS (
  -- The large side streams past the small one.
  SELECT s.kind, s.id FROM subjects AS s SEMI JOIN named ON named.kind = s.kind AND named.id = s.id
), fresh AS (
  SELECT kind, id FROM named WHERE id IS NOT NULL
  EXCEPT
  SELECT kind, id FROM standing
)
SELECT fresh.kind, coalesce(last.no, 0) + row_number() OVER (PARTITION BY fresh.kind ORDER BY fresh.id), fresh.id
FROM fresh LEFT JOIN (SELECT kind, max(no) AS no FROM subjects GROUP BY kind) AS last USING (kind)
ORDER BY ALL;
