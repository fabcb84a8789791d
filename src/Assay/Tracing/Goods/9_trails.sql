-- How the goods of a source came to the shops: for each suspected place and its five sellers with most counterfeits from there, the lots between, the way with most of them.
-- Step 0 is the lot that parcels were split from, the last the one that left the place. The same for parcels that left the place itself, without a lot: step −1.
DELETE FROM source_trails;
INSERT INTO source_trails
WITH ways AS (
  SELECT a.site, s.seller_id, s.lot, a.hops, a.guessed + CASE WHEN bool_and(s.is_told) THEN 0 ELSE 1 END AS guessed, sum(s.counterfeit) AS counterfeit
  FROM traced_streams AS s JOIN traced_ancestors AS a ON a.lot = s.lot WHERE s.is_flagged GROUP BY a.site, s.seller_id, s.lot, a.hops, a.guessed
), best AS (
  SELECT *, sum(counterfeit) OVER (PARTITION BY site, seller_id) AS of_seller, row_number() OVER (PARTITION BY site, seller_id ORDER BY guessed, counterfeit DESC, lot) AS place FROM ways
), few AS (
  SELECT *, row_number() OVER (PARTITION BY site ORDER BY of_seller DESC, seller_id) AS seller_place FROM best WHERE place = 1
)
SELECT f.site, f.seller_id, a.hops, t.from_site, t.to_site, t.lot, t.shipped_at, t.arrived_at, a.guessed, f.of_seller
FROM few AS f JOIN traced_ancestors AS a ON a.lot = f.lot AND a.hops <= f.hops JOIN traced_lots AS t ON t.lot = a.ancestor
WHERE f.seller_place <= 5 AND f.site IN (SELECT site FROM traced_sources)
UNION ALL
SELECT site, seller_id, -1, site, NULL, NULL, min(day), max(day), 0, sum(counterfeit)
FROM traced_streams WHERE is_flagged AND site IN (SELECT site FROM traced_sources) GROUP BY site, seller_id
ORDER BY 1, 10 DESC, 2, 3 DESC;
