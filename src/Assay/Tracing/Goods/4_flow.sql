-- Each stream of parcels with the lot that it was split from: as the carrier says, else as for lots. Where many use a place and carriers name the lots of some, what they do not name
-- comes from where the seller's named lots come from; the goods of a seller of whom they name none came another way.
CREATE OR REPLACE TEMP TABLE traced_numbered AS
SELECT row_number() OVER () AS stream, p.*, t.lot IS NOT NULL AS is_told, t.from_site AS told_from FROM traced_parcels AS p LEFT JOIN traced_lots AS t ON t.lot = p.lot;

CREATE OR REPLACE TEMP TABLE traced_of_sellers AS
WITH told AS (
  SELECT DISTINCT site, seller_id, told_from FROM traced_numbered WHERE is_told AND site NOT IN (FROM traced_quiet)
)
SELECT t.site, t.seller_id, l.lot, l.goods, l.arrived_at FROM told AS t JOIN traced_lots AS l ON l.to_site = t.site AND l.from_site = t.told_from;

CREATE OR REPLACE TEMP TABLE traced_free AS
SELECT stream, site, goods, day FROM traced_numbered WHERE NOT is_told AND (site IN (FROM traced_quiet) OR site NOT IN (SELECT site FROM traced_numbered WHERE is_told));

CREATE OR REPLACE TEMP TABLE traced_bound AS
SELECT n.stream, n.site, n.seller_id, n.goods, n.day FROM traced_numbered AS n SEMI JOIN traced_of_sellers USING (site, seller_id) WHERE NOT n.is_told;

CREATE OR REPLACE TEMP TABLE traced_came AS
SELECT to_site AS place, goods, arrived_at AS moment, 0 AS step, lot, NULL::BIGINT AS child FROM traced_lots WHERE goods IS NOT NULL AND to_site IS NOT NULL
UNION ALL SELECT site, goods, day, 1, NULL, stream FROM traced_free WHERE goods IS NOT NULL
UNION ALL SELECT concat(site, '|', seller_id), goods, arrived_at, 0, lot, NULL FROM traced_of_sellers WHERE goods IS NOT NULL
UNION ALL SELECT concat(site, '|', seller_id), goods, day, 1, NULL, stream FROM traced_bound WHERE goods IS NOT NULL;

CREATE OR REPLACE TEMP TABLE traced_came_untold AS
SELECT to_site AS place, NULL AS goods, arrived_at AS moment, 0 AS step, lot, NULL::BIGINT AS child FROM traced_untold WHERE to_site IS NOT NULL
UNION ALL SELECT site, NULL, day, 1, NULL, stream FROM traced_free
UNION ALL SELECT concat(site, '|', seller_id), NULL, arrived_at, 0, lot, NULL FROM traced_of_sellers WHERE goods IS NULL
UNION ALL SELECT concat(site, '|', seller_id), NULL, day, 1, NULL, stream FROM traced_bound;

CREATE OR REPLACE TEMP TABLE traced_streams AS
SELECT n.* EXCLUDE (lot, told_from),
  CASE
    WHEN n.is_told THEN n.lot
    WHEN a.upstream_at >= n.day - INTERVAL 120 DAY THEN a.upstream
    WHEN l.upstream_at >= n.day - INTERVAL 120 DAY THEN l.upstream
  END AS lot
FROM traced_numbered AS n LEFT JOIN last_before('traced_came') AS a ON a.child = n.stream LEFT JOIN last_before('traced_came_untold') AS l ON l.child = n.stream;

-- For each lot that parcels were split from, that lot and those upstream of it: how many lots back, and how many of the steps there were guessed.
CREATE OR REPLACE TEMP TABLE traced_ancestors AS
WITH RECURSIVE up AS (
  SELECT DISTINCT lot, lot AS ancestor, 0 AS hops, 0 AS guessed FROM traced_streams WHERE lot IS NOT NULL
  UNION ALL
  SELECT up.lot, t.upstream, up.hops + 1, up.guessed + CASE WHEN t.is_told THEN 0 ELSE 1 END
  FROM up JOIN traced_lots AS t ON t.lot = up.ancestor WHERE t.upstream IS NOT NULL AND up.hops < 6
)
SELECT up.*, t.from_site AS site, t.upstream IS NULL AS is_origin FROM up JOIN traced_lots AS t ON t.lot = up.ancestor;
