-- Words that nearly always stand beside one customs heading: nine times in ten, of ten times at least.
CREATE OR REPLACE TEMP TABLE traced_words AS
WITH pairs AS (
  SELECT words, heading, count(*) AS parcels FROM traced_sent WHERE words IS NOT NULL AND heading IS NOT NULL GROUP BY ALL
)
SELECT words, arg_max(heading, (parcels, heading)) AS heading FROM pairs GROUP BY words HAVING sum(parcels) >= 10 AND max(parcels) >= 0.9 * sum(parcels);

-- Bulk shipments upstream of sellers as of $1, and of each the one that its goods came with: as the carrier says, else the last that came to the same place
-- before it left, of the same goods where there is one, else of goods that nobody said; and of any where few use the place, since a declaration may be false. What lay longer than
-- 120 days is not taken to be of it.
CREATE OR REPLACE TEMP TABLE traced_bulk AS
SELECT shipment_id AS lot, from_site, to_site, shipped_at, coalesce(delivered_at, shipped_at + INTERVAL 5 DAY) AS arrived_at, parent_shipment_id AS parent,
  coalesce(left(hs_code, 4), w.heading) AS goods
FROM shipments_as_of($1) AS s LEFT JOIN traced_words AS w ON w.words = lower(trim(s.declared_goods)) WHERE seller_id IS NULL AND order_id IS NULL AND from_site IS NOT NULL AND shipped_at <= $1;

-- Places that few use: one or two sellers send from there, and what comes is from one or two places.
CREATE OR REPLACE TEMP TABLE traced_quiet AS
WITH senders AS (
  SELECT site, count(DISTINCT seller_id) AS sellers FROM traced_sent GROUP BY site
)
SELECT b.to_site AS site FROM traced_bulk AS b LEFT JOIN senders AS p ON p.site = b.to_site WHERE coalesce(p.sellers, 0) <= 2
GROUP BY b.to_site HAVING count(DISTINCT b.from_site) <= 2;

CREATE OR REPLACE TEMP TABLE traced_untold AS SELECT lot, to_site, arrived_at FROM traced_bulk WHERE goods IS NULL OR to_site IN (FROM traced_quiet);

-- For each row with a child, the lot that came last before it. By windows: an ASOF join of so many small groups takes ten times as long.
CREATE OR REPLACE TEMP MACRO last_before(came) AS TABLE
SELECT child, upstream, upstream_at FROM (
  SELECT child, last_value(lot IGNORE NULLS) OVER w AS upstream, last_value(CASE WHEN lot IS NOT NULL THEN moment END IGNORE NULLS) OVER w AS upstream_at
  FROM query_table(came) WINDOW w AS (PARTITION BY place, goods ORDER BY moment, step, lot ROWS UNBOUNDED PRECEDING)
) WHERE child IS NOT NULL AND upstream IS NOT NULL;

CREATE OR REPLACE TEMP TABLE traced_came AS
SELECT to_site AS place, goods, arrived_at AS moment, 0 AS step, lot, NULL::VARCHAR AS child FROM traced_bulk WHERE goods IS NOT NULL AND to_site IS NOT NULL
UNION ALL SELECT from_site, goods, shipped_at, 1, NULL, lot FROM traced_bulk WHERE goods IS NOT NULL;

CREATE OR REPLACE TEMP TABLE traced_came_untold AS
SELECT to_site AS place, NULL AS goods, arrived_at AS moment, 0 AS step, lot, NULL::VARCHAR AS child FROM traced_untold WHERE to_site IS NOT NULL
UNION ALL SELECT from_site, NULL, shipped_at, 1, NULL, lot FROM traced_bulk;

CREATE OR REPLACE TEMP TABLE traced_lots AS
WITH guessed AS (
  SELECT b.lot,
    CASE WHEN a.upstream_at >= b.shipped_at - INTERVAL 120 DAY THEN a.upstream WHEN l.upstream_at >= b.shipped_at - INTERVAL 120 DAY THEN l.upstream END AS upstream
  FROM traced_bulk AS b LEFT JOIN last_before('traced_came') AS a ON a.child = b.lot LEFT JOIN last_before('traced_came_untold') AS l ON l.child = b.lot
)
SELECT b.*, coalesce(told.lot, CASE WHEN g.upstream <> b.lot THEN g.upstream END) AS upstream, told.lot IS NOT NULL AS is_told
FROM traced_bulk AS b LEFT JOIN traced_bulk AS told ON told.lot = b.parent AND told.shipped_at <= b.shipped_at AND told.lot <> b.lot LEFT JOIN guessed AS g ON g.lot = b.lot;
