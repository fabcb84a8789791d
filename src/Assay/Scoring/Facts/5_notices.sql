CREATE OR REPLACE TEMP TABLE open_reports AS
SELECT r.report_id, r.listing_id, r.seller_id, r.reporter_id, r.resolution, p.reporter_id IS NOT NULL AS is_doubtful
FROM reports_as_of($1) AS r LEFT JOIN market_doubtful_reporters AS p USING (reporter_id)
WHERE r.reason IN ('counterfeit', 'trademark', 'design', 'patent', 'copyright');

CREATE OR REPLACE TEMP TABLE listing_reports AS
SELECT
  listing_id,
  count(*) FILTER (resolution = 'upheld') AS upheld,
  count(*) FILTER (resolution IN ('refused', 'countered', 'withdrawn')) AS refused,
  count(DISTINCT reporter_id) FILTER (resolution IS NULL AND NOT is_doubtful) AS open
FROM open_reports WHERE listing_id IN (SELECT listing_id FROM offers) GROUP BY listing_id;

CREATE OR REPLACE TEMP TABLE seller_reports AS
SELECT seller_id, count(DISTINCT coalesce(listing_id, report_id)) FILTER (resolution = 'upheld') AS upheld,
  count(DISTINCT reporter_id) FILTER (resolution IS NULL AND NOT is_doubtful) AS open
FROM open_reports WHERE seller_id IN (SELECT seller_id FROM scope_sellers) GROUP BY seller_id;

CREATE OR REPLACE TEMP TABLE seller_outcomes AS
SELECT l.seller_id, count(*) FILTER (o.verdict = 'counterfeit') AS found, count(*) AS looked_at
FROM listing_outcomes AS o JOIN scope_listings AS l ON l.id = o.listing_id GROUP BY l.seller_id;
