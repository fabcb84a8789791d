WITH own AS (
  -- An account of several sellers counts for each.
  SELECT seller_id, payout_account AS account, known_from, known_until FROM sellers_known WHERE payout_account IS NOT NULL
), paid AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(paid_at)) AS known_from) FROM payments_read WHERE epoch_us(paid_at) < known_until
), sides AS (
  SELECT *, 1 AS direction, to_account AS account, from_account AS counterparty FROM paid
  UNION ALL
  SELECT *, 2, from_account, to_account FROM paid
), events AS (
  SELECT s.* EXCLUDE (from_account, to_account), own.seller_id, rate_day(paid_at) AS rate_day
  FROM sides AS s JOIN own ON own.account = s.account AND own.known_from <= s.known_from AND own.known_until > s.known_from
), placed AS (
  SELECT order_id, ordered_at, known_from, known_until FROM orders_known
), flows AS (
  SELECT from_account, to_account, greatest(known_from, epoch_us(paid_at)) AS known_from, known_until FROM payments_known WHERE epoch_us(paid_at) < known_until
), ours AS (
  SELECT *, max(known_until) OVER earlier AS before FROM flows
  WHERE from_account IN (SELECT account FROM own) OR to_account IN (SELECT account FROM own)
  WINDOW earlier AS (PARTITION BY from_account, to_account ORDER BY known_from, known_until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), stretches AS (
  SELECT *, count(CASE WHEN before IS NULL OR before < known_from THEN 1 END) OVER (
    PARTITION BY from_account, to_account ORDER BY known_from, known_until ROWS UNBOUNDED PRECEDING) AS stretch FROM ours
), known_flows AS (
  -- When a payment from one account to another was known at all: stretches that do not overlap.
  SELECT from_account, to_account, min(known_from) AS known_from, max(known_until) AS known_until FROM stretches GROUP BY from_account, to_account, stretch
)
SELECT
  e.seller_id, epoch_us(e.paid_at) AS "at", hash(e.payment_id, e.direction) AS tie, e.known_from, e.known_until,
  e.direction, 1 + enum_code(e.kind) AS kind, yes_no(back.known_from IS NOT NULL) AS circular, yes_no(e.order_id IS NOT NULL) AS has_order,
  key_of(e.counterparty) AS counterparty, key_of(e.account) AS account,
  money(e.amount, e.currency, r.rate) AS amount,
  seconds_between(o.ordered_at, e.paid_at) AS delay,
  NULL AS since_income
FROM events AS e
LEFT JOIN placed AS o ON o.order_id = e.order_id AND o.known_from <= e.known_from AND o.known_until > e.known_from
LEFT JOIN rates AS r ON r.currency = e.currency AND r.day = e.rate_day AND r.known_from <= e.known_from AND r.known_until > e.known_from
LEFT JOIN known_flows AS back
  ON back.from_account = CASE WHEN e.direction = 1 THEN e.account ELSE e.counterparty END
  AND back.to_account = CASE WHEN e.direction = 1 THEN e.counterparty ELSE e.account END
  AND back.known_from <= e.known_from AND back.known_until > e.known_from
