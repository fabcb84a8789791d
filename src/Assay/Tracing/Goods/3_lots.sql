-- Bulk shipments upstream of sellers as of $1, and of each the one that its goods came with: as the carrier says, else the last that came to the same place before it
-- left, of the same goods where there is one. What lay longer than 120 days is not taken to be of it.
CREATE OR REPLACE TEMP TABLE traced_bulk AS
SELECT shipment_id AS lot, from_site, to_site, shipped_at, coalesce(delivered_at, shipped_at + INTERVAL 5 DAY) AS arrived_at, parent_shipment_id AS parent,
  coalesce(left(hs_code, 4), lower(declared_goods)) AS goods
FROM shipments_as_of($1) WHERE seller_id IS NULL AND order_id IS NULL AND from_site IS NOT NULL AND shipped_at <= $1;

CREATE OR REPLACE TEMP TABLE traced_lots AS
WITH alike AS (
  SELECT b.lot, u.lot AS upstream, u.arrived_at FROM traced_bulk AS b ASOF JOIN traced_bulk AS u ON u.to_site = b.from_site AND u.goods = b.goods AND b.shipped_at >= u.arrived_at
), latest AS (
  SELECT b.lot, u.lot AS upstream, u.arrived_at FROM traced_bulk AS b ASOF JOIN traced_bulk AS u ON u.to_site = b.from_site AND b.shipped_at >= u.arrived_at
), guessed AS (
  SELECT b.lot,
    CASE WHEN a.arrived_at >= b.shipped_at - INTERVAL 120 DAY THEN a.upstream WHEN l.arrived_at >= b.shipped_at - INTERVAL 120 DAY THEN l.upstream END AS upstream
  FROM traced_bulk AS b LEFT JOIN alike AS a USING (lot) LEFT JOIN latest AS l USING (lot)
)
SELECT b.*, coalesce(told.lot, CASE WHEN g.upstream <> b.lot THEN g.upstream END) AS upstream, told.lot IS NOT NULL AS is_told
FROM traced_bulk AS b LEFT JOIN traced_bulk AS told ON told.lot = b.parent AND told.shipped_at <= b.shipped_at AND told.lot <> b.lot LEFT JOIN guessed AS g ON g.lot = b.lot;
