-- A reporter whose notices were mostly refused does not count while a notice is open: a quarter of notices are malicious (ANCHORS).
CREATE OR REPLACE TEMP TABLE reporters AS
SELECT reporter_id,
  count(*) FILTER (resolution IN ('refused', 'countered')) AS refused, count(*) FILTER (resolution = 'upheld') AS upheld
FROM reports_as_of($1) GROUP BY reporter_id;

CREATE OR REPLACE TEMP TABLE open_reports AS
SELECT r.*, coalesce(p.refused, 0) >= 2 AND coalesce(p.refused, 0) > 2 * coalesce(p.upheld, 0) AS is_doubtful
FROM reports_as_of($1) AS r LEFT JOIN reporters AS p USING (reporter_id)
WHERE r.reason IN ('counterfeit', 'trademark', 'design', 'patent', 'copyright');

CREATE OR REPLACE TEMP TABLE listing_reports AS
SELECT
  listing_id,
  count(*) FILTER (resolution = 'upheld') AS upheld,
  count(*) FILTER (resolution IN ('refused', 'countered', 'withdrawn')) AS refused,
  count(DISTINCT reporter_id) FILTER (resolution IS NULL AND NOT is_doubtful) AS open
FROM open_reports WHERE listing_id IS NOT NULL GROUP BY listing_id;

CREATE OR REPLACE TEMP TABLE seller_reports AS
SELECT seller_id, count(DISTINCT coalesce(listing_id, report_id)) FILTER (resolution = 'upheld') AS upheld,
  count(DISTINCT reporter_id) FILTER (resolution IS NULL AND NOT is_doubtful) AS open
FROM open_reports WHERE seller_id IS NOT NULL GROUP BY seller_id;

-- What is known from test buys, audits and courts.
CREATE OR REPLACE TEMP TABLE listing_outcomes AS
SELECT subject_id AS listing_id, arg_max(CAST(verdict AS VARCHAR), ("at", CAST(verdict AS VARCHAR))) AS verdict
FROM outcomes_as_of($1) WHERE subject = 'listing' GROUP BY subject_id;

CREATE OR REPLACE TEMP TABLE seller_outcomes AS
SELECT l.seller_id, count(*) FILTER (o.verdict = 'counterfeit') AS found, count(*) AS looked_at
FROM listing_outcomes AS o JOIN listings_as_of($1) AS l ON l.id = o.listing_id GROUP BY l.seller_id;
