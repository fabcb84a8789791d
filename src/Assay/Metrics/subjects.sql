-- Gives every id that a feed names, and that has none yet, the next number of its kind.
INSERT INTO subjects
WITH named AS (
  SELECT 'seller' AS kind, seller_id AS id FROM (
    SELECT seller_id FROM sellers UNION SELECT seller_id FROM sellers_history
    UNION SELECT seller_id FROM listings UNION SELECT seller_id FROM listings_history
    UNION SELECT seller_id FROM orders UNION SELECT seller_id FROM orders_history
    UNION SELECT seller_id FROM reviews UNION SELECT seller_id FROM reviews_history
    UNION SELECT seller_id FROM reports UNION SELECT seller_id FROM reports_history
    UNION SELECT seller_id FROM shipments UNION SELECT seller_id FROM shipments_history
    UNION SELECT account_id FROM sessions WHERE account_kind = 'seller' UNION SELECT account_id FROM sessions_history WHERE account_kind = 'seller'
    UNION SELECT subject_id FROM outcomes WHERE subject = 'seller' UNION SELECT subject_id FROM outcomes_history WHERE subject = 'seller')
  UNION ALL
  SELECT 'listing', listing_id FROM (
    SELECT id AS listing_id FROM listings UNION SELECT id FROM listings_history
    UNION SELECT listing_id FROM orders UNION SELECT listing_id FROM orders_history
    UNION SELECT listing_id FROM reviews UNION SELECT listing_id FROM reviews_history
    UNION SELECT listing_id FROM reports UNION SELECT listing_id FROM reports_history
    UNION SELECT listing_id FROM views UNION SELECT listing_id FROM views_history
    UNION SELECT subject_id FROM outcomes WHERE subject = 'listing' UNION SELECT subject_id FROM outcomes_history WHERE subject = 'listing')
  UNION ALL
  SELECT 'buyer', buyer_id FROM (
    SELECT buyer_id FROM buyers UNION SELECT buyer_id FROM buyers_history
    UNION SELECT buyer_id FROM orders UNION SELECT buyer_id FROM orders_history
    UNION SELECT buyer_id FROM reviews UNION SELECT buyer_id FROM reviews_history
    UNION SELECT account_id FROM sessions WHERE account_kind = 'buyer' UNION SELECT account_id FROM sessions_history WHERE account_kind = 'buyer')
), fresh AS (
  SELECT kind, id FROM named WHERE id IS NOT NULL AND NOT EXISTS (FROM subjects AS s WHERE s.kind = named.kind AND s.id = named.id)
)
SELECT fresh.kind, coalesce(last.no, 0) + row_number() OVER (PARTITION BY fresh.kind ORDER BY fresh.id), fresh.id
FROM fresh LEFT JOIN (SELECT kind, max(no) AS no FROM subjects GROUP BY kind) AS last USING (kind)
ORDER BY ALL;
