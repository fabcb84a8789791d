-- Feeds that a bench imports, made from hashes of the row's number: the same on every machine. Ids look random, which is the
-- worst case for min/max pruning. Sellers are many with few orders and few with many.
CREATE MACRO stamp(i, salt) AS strftime(TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * (hash(i, salt) % 15552000)::BIGINT, '%Y-%m-%dT%H:%M:%SZ');
CREATE MACRO opaque(letter, i, salt) AS letter || lower(to_hex(hash(i, salt)))[1:14];
CREATE MACRO orders_feed(first, rows) AS TABLE
SELECT
  opaque('O', i, 1) AS order_id, opaque('L', hash(i, 2) % 900001, 3) AS listing_id,
  opaque('S', (hash(i, 4) % 447) * (hash(i, 5) % 447), 6) AS seller_id, opaque('B', hash(i, 7) % 700001, 8) AS buyer_id,
  (1 + hash(i, 9) % 5)::INTEGER AS quantity, ((hash(i, 10) % 50000) / 100)::DECIMAL(18, 2) AS amount,
  ['USD', 'EUR', 'CNY', 'GBP'][1 + (hash(i, 11) % 4)::INTEGER] AS currency, stamp(i, 12) AS ordered_at,
  CASE WHEN hash(i, 13) % 50 = 0 THEN stamp(i, 14) END AS cancelled_at, CASE WHEN hash(i, 15) % 20 = 0 THEN stamp(i, 16) END AS refunded_at,
  CASE WHEN hash(i, 15) % 20 = 0 THEN ['counterfeit', 'late', 'damaged', 'other'][1 + (hash(i, 17) % 4)::INTEGER] END AS refund_reason
FROM range(first, first + rows) AS t(i);
CREATE MACRO sessions_feed(first, rows) AS TABLE
SELECT
  opaque('A', hash(i, 21) % 300007, 22) AS account_id, ['seller', 'buyer'][1 + (hash(i, 23) % 2)::INTEGER] AS account_kind, stamp(i, 24) AS at,
  ['sign_in', 'publish', 'edit', 'order', 'review'][1 + (hash(i, 25) % 5)::INTEGER] AS action,
  CASE WHEN hash(i, 26) % 10 = 0
    THEN format('2001:db8:{:x}:{:x}::{:x}', hash(i, 27) % 65536, hash(i, 28) % 65536, hash(i, 29) % 65536)
    ELSE format('{}.{}.{}.{}', 1 + hash(i, 27) % 223, hash(i, 28) % 256, hash(i, 29) % 256, hash(i, 30) % 256) END AS ip,
  opaque('D', hash(i, 31) % 400009, 32) AS device_id, CASE WHEN hash(i, 33) % 3 > 0 THEN opaque('R', hash(i, 34) % 200003, 35) END AS router_id,
  'Mozilla/5.0 (X11; Linux x86_64; rv:' || (90 + hash(i, 36) % 40) || '.0) Gecko/20100101' AS user_agent
FROM range(first, first + rows) AS t(i);
-- A market as it grows: ten orders a second in the order of time, each row known when it was placed; one in twenty is known again four days later, refunded.
CREATE MACRO growing_orders(first, rows) AS TABLE
WITH placed AS (
  SELECT i, TIMESTAMP '2025-01-01' + INTERVAL 100 MILLISECOND * i AS placed_at FROM range(first, first + rows) AS t(i)
), known AS (
  SELECT i, placed_at, placed_at AS observed_at, NULL::TIMESTAMP AS refunded_at FROM placed
  UNION ALL
  SELECT i - 3456000, placed_at - INTERVAL 4 DAY, placed_at, placed_at FROM placed WHERE i >= 3456000 AND hash(i - 3456000, 15) % 20 = 0
)
SELECT
  opaque('O', i, 1) AS order_id, opaque('L', hash(i, 2) % 900001, 3) AS listing_id,
  opaque('S', (hash(i, 4) % 447) * (hash(i, 5) % 447), 6) AS seller_id, opaque('B', hash(i, 7) % 700001, 8) AS buyer_id,
  (1 + hash(i, 9) % 5)::INTEGER AS quantity, ((hash(i, 10) % 50000) / 100)::DECIMAL(18, 2) AS amount, 'USD' AS currency,
  placed_at AS ordered_at, refunded_at, CASE WHEN refunded_at IS NOT NULL THEN ['counterfeit', 'late', 'damaged', 'other'][1 + (hash(i, 17) % 4)::INTEGER] END AS refund_reason,
  observed_at
FROM known;
CREATE MACRO growing_listings(rows) AS TABLE
SELECT opaque('L', i, 3) AS id, opaque('S', (hash(i, 4) % 447) * (hash(i, 5) % 447), 6) AS seller_id, 'A pair of things, number ' || i AS title,
  ((hash(i, 10) % 50000) / 100)::DECIMAL(18, 2) AS price, 'USD' AS currency, 'Shoes > Sport' AS product_type, TIMESTAMP '2024-12-01' AS created_at
FROM range(rows) AS t(i);
