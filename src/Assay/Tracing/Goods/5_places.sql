-- What went through each place, by seller: parcels that left from it, and lots that did. A step that was guessed counts for seven tenths.
CREATE OR REPLACE TEMP TABLE traced_places AS
WITH went AS (
  SELECT site, seller_id, brand_id, category, is_flagged, shipments, value, counterfeit, 1.0 AS sure, lot IS NULL AS is_origin, TRUE AS is_parcel, NULL AS ancestor FROM traced_streams
  UNION ALL
  SELECT a.site, s.seller_id, s.brand_id, s.category, s.is_flagged, s.shipments, s.value, s.counterfeit,
    power(0.7, a.guessed + CASE WHEN s.is_told THEN 0 ELSE 1 END), a.is_origin, FALSE, a.ancestor
  FROM traced_streams AS s JOIN traced_ancestors AS a ON a.lot = s.lot
)
SELECT site, seller_id, brand_id, category, is_flagged, is_origin, is_parcel, sum(shipments) AS shipments, sum(value * sure) AS value, sum(counterfeit * sure) AS counterfeit,
  sum(counterfeit) AS counterfeit_of_all, count(DISTINCT ancestor) AS lots
FROM went GROUP BY ALL;
