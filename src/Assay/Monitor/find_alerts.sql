-- What is to be told: listings and accounts whose action rose to hold or limit and beyond, and orders and payments that came in through the
-- log since the last alerts and concern one of those that stand so.
-- Payments put down first, the engine knows how few they are, and streams the orders past them.
CREATE OR REPLACE TEMP TABLE new_runs AS
SELECT run FROM imports WHERE starts_with(file, 'log:') AND run > (SELECT coalesce(max(run), 0) FROM alerted_runs);
CREATE OR REPLACE TEMP TABLE new_payments AS SELECT payment_id, order_id, to_account FROM payments WHERE run IN (FROM new_runs);
CREATE OR REPLACE TEMP TABLE new_trades AS
SELECT order_id AS subject_id, listing_id, seller_id FROM orders WHERE run IN (FROM new_runs)
UNION
SELECT p.payment_id, o.listing_id, coalesce(o.seller_id, s.seller_id)
FROM new_payments AS p LEFT JOIN orders AS o USING (order_id) LEFT JOIN sellers AS s ON s.payout_account = p.to_account;

CREATE OR REPLACE TEMP TABLE found_alerts AS
WITH ranks(action, rank) AS (
  VALUES ('allow', 0), ('review', 1), ('hold', 2), ('take_down', 3), ('none', 0), ('watch', 1), ('limit', 2), ('freeze_payout', 3)
), now_decided AS (
  SELECT 'listing' AS kind, listing_id AS subject_id, seller_id, action, score, as_of FROM decisions WHERE action IN ('hold', 'take_down')
  UNION ALL
  SELECT 'account', seller_id, seller_id, action, score, as_of FROM seller_risk WHERE action IN ('limit', 'freeze_payout')
), risen AS (
  SELECT n.kind, n.subject_id, n.seller_id, b.action AS was, n.action, n.score, n.as_of, n.kind AS of_kind, n.subject_id AS of_id
  FROM now_decided AS n
  JOIN ranks AS r ON r.action = n.action
  LEFT JOIN before_decisions AS b ON b.kind = n.kind AND b.subject_id = n.subject_id
  LEFT JOIN ranks AS w ON w.action = b.action
  WHERE r.rank > coalesce(w.rank, 0)
), trades AS (
  SELECT 'transaction' AS kind, t.subject_id, t.seller_id, NULL AS was, n.action, n.score, n.as_of, n.kind AS of_kind, n.subject_id AS of_id
  FROM new_trades AS t
  JOIN now_decided AS n ON (n.kind = 'listing' AND n.subject_id = t.listing_id) OR (n.kind = 'account' AND n.subject_id = t.seller_id AND n.action = 'freeze_payout')
  WHERE NOT EXISTS (FROM alerts AS a WHERE a.kind = 'transaction' AND a.subject_id = t.subject_id AND a.action = n.action)
  QUALIFY row_number() OVER (PARTITION BY t.subject_id ORDER BY n.kind DESC, n.score DESC, n.subject_id) = 1
)
FROM risen UNION ALL FROM trades;
