-- Sellers in scope with what was decided on their listings.
SELECT
  s.*, coalesce(d.listings, 0) AS listings, coalesce(d.flagged, 0) AS listings_flagged,
  CASE WHEN d.listings > 0 THEN d.flagged::DOUBLE / d.listings END AS listings_flagged_share,
  least(coalesce(d.flagged, 0), 20)::DOUBLE AS listings_flagged_count
FROM seller_facts AS s
LEFT JOIN (
  SELECT seller_id, count(*) AS listings, count(*) FILTER (action IN ('hold', 'take_down')) AS flagged FROM decisions
  WHERE seller_id IN (SELECT seller_id FROM scope_sellers) GROUP BY seller_id
) AS d USING (seller_id)
ORDER BY s.seller_id;
