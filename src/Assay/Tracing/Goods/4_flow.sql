-- Each stream of parcels with the lot that it was split from: as the carrier says, else as for lots.
CREATE OR REPLACE TEMP TABLE traced_numbered AS SELECT row_number() OVER () AS stream, * FROM traced_parcels;
CREATE OR REPLACE TEMP TABLE traced_streams AS
WITH untold AS (
  SELECT stream, site, goods, day FROM traced_numbered WHERE lot IS NULL OR lot NOT IN (SELECT lot FROM traced_lots)
), alike AS (
  SELECT p.stream, u.lot, u.arrived_at FROM untold AS p ASOF JOIN traced_lots AS u ON u.to_site = p.site AND u.goods = p.goods AND p.day >= u.arrived_at
), latest AS (
  SELECT p.stream, u.lot, u.arrived_at FROM untold AS p ASOF JOIN traced_lots AS u ON u.to_site = p.site AND p.day >= u.arrived_at
)
SELECT n.* EXCLUDE (lot),
  CASE
    WHEN u.stream IS NULL THEN n.lot
    WHEN a.arrived_at >= n.day - INTERVAL 120 DAY THEN a.lot
    WHEN l.arrived_at >= n.day - INTERVAL 120 DAY THEN l.lot
  END AS lot, u.stream IS NULL AS is_told
FROM traced_numbered AS n LEFT JOIN untold AS u USING (stream) LEFT JOIN alike AS a USING (stream) LEFT JOIN latest AS l USING (stream);

-- For each lot that parcels were split from, that lot and those upstream of it: how many lots back, and how many of the steps there were guessed.
CREATE OR REPLACE TEMP TABLE traced_ancestors AS
WITH RECURSIVE up AS (
  SELECT DISTINCT lot, lot AS ancestor, 0 AS hops, 0 AS guessed FROM traced_streams WHERE lot IS NOT NULL
  UNION ALL
  SELECT up.lot, t.upstream, up.hops + 1, up.guessed + CASE WHEN t.is_told THEN 0 ELSE 1 END
  FROM up JOIN traced_lots AS t ON t.lot = up.ancestor WHERE t.upstream IS NOT NULL AND up.hops < 6
)
SELECT up.*, t.from_site AS site, t.upstream IS NULL AS is_origin FROM up JOIN traced_lots AS t ON t.lot = up.ancestor;

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
