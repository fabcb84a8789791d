-- Sales and what came back, by listing and by seller.
CREATE OR REPLACE TEMP TABLE listing_orders AS
SELECT
  listing_id, any_value(seller_id) AS seller_id, count(*) AS orders,
  count(*) FILTER (refund_reason = 'counterfeit') AS fake_refunds,
  count(*) FILTER (refund_reason = 'not_as_described') AS described_refunds
FROM orders_as_of($1) WHERE cancelled_at IS NULL OR refunded_at IS NOT NULL
GROUP BY listing_id;

CREATE OR REPLACE TEMP TABLE seller_orders AS
SELECT seller_id, sum(orders)::BIGINT AS orders, sum(fake_refunds)::BIGINT AS fake_refunds, sum(described_refunds)::BIGINT AS described_refunds
FROM listing_orders GROUP BY seller_id;

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

-- Traffic that does not come through the marketplace's own search: links handed round for hidden listings.
CREATE OR REPLACE TEMP TABLE listing_views AS
SELECT listing_id, count(*) AS views, count(*) FILTER (via IN ('share', 'direct')) AS handed_round FROM views_as_of($1) GROUP BY listing_id;
