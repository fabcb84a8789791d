-- What each seller is known by as of $1, a row a trait: when it was first and last seen, and whether it was so at all by then.
CREATE OR REPLACE TEMP TABLE seller_traits AS
WITH held AS (
  -- Papers that were replaced count too: they were the seller's.
  SELECT seller_id, registered_at, closed_at, identity_hash, payout_account, phone_hash, email_hash, address_hash FROM sellers WHERE observed_at <= $1
  UNION ALL
  SELECT seller_id, registered_at, closed_at, identity_hash, payout_account, phone_hash, email_hash, address_hash FROM sellers_history WHERE observed_at <= $1
), papers AS (
  SELECT seller_id, unnest(['papers', 'payout', 'phone', 'mail', 'address']) AS kind,
    unnest([identity_hash, payout_account, phone_hash, email_hash, address_hash]) AS value, registered_at AS first_at, least(coalesce(closed_at, $1), $1) AS last_at
  FROM held
), visits AS (
  SELECT account_id AS seller_id, unnest(['device', 'router', 'line']) AS kind, unnest([device_id, router_id, ip]) AS value, "at" AS first_at, "at" AS last_at
  FROM sessions_as_of($1) WHERE account_kind = 'seller' AND "at" <= $1
), parcels AS (
  SELECT seller_id, unnest(['site', 'sender', 'lot']) AS kind, unnest([from_site, sender_phone_hash, parent_shipment_id]) AS value, shipped_at AS first_at, shipped_at AS last_at
  FROM shipments_as_of($1) WHERE seller_id IS NOT NULL AND shipped_at <= $1
), money AS NOT MATERIALIZED (
  SELECT from_account, to_account, amount, currency, kind, paid_at FROM payments_as_of($1) WHERE paid_at <= $1 AND kind IN ('payout', 'transfer') AND from_account <> to_account
), tills AS (
  SELECT DISTINCT value AS account, seller_id FROM papers WHERE kind = 'payout' AND value IS NOT NULL
), earned AS (
  SELECT to_account AS account, paid_at, amount, currency FROM money WHERE kind = 'payout' AND to_account IN (SELECT account FROM tills)
), passed AS (
  SELECT * FROM money WHERE kind = 'transfer' AND from_account IN (SELECT account FROM tills)
), swept AS (
  -- Where what was paid out goes on to, within a week and most of it, time and again: nobody but its owner can send it.
  SELECT t.from_account, t.to_account, min(t.paid_at) AS first_at, max(t.paid_at) AS last_at
  FROM passed AS t ASOF JOIN earned AS e ON e.account = t.from_account AND e.currency = t.currency AND t.paid_at >= e.paid_at
  WHERE t.paid_at < e.paid_at + INTERVAL 7 DAY AND t.amount BETWEEN 0.2 * e.amount AND e.amount
  GROUP BY ALL HAVING count(*) >= 2
), collected AS (
  SELECT tills.seller_id, s.to_account AS value, s.first_at, s.last_at FROM swept AS s JOIN tills ON tills.account = s.from_account
), returned AS (
  -- Whose own payout account collects for another, and pays back: then both move the money.
  SELECT owner.seller_id, s.to_account AS value, min(back.paid_at) AS first_at, max(back.paid_at) AS last_at
  FROM swept AS s JOIN tills AS owner ON owner.account = s.to_account JOIN money AS back ON back.from_account = s.to_account AND back.to_account = s.from_account
  GROUP BY ALL
), all_traits AS (
  FROM papers UNION ALL FROM visits UNION ALL FROM parcels
  UNION ALL SELECT seller_id, 'collector', value, first_at, last_at FROM collected
  UNION ALL SELECT seller_id, 'collector', value, first_at, last_at FROM returned
)
SELECT seller_id, kind, value, min(first_at) AS first_at, max(last_at) AS last_at FROM all_traits WHERE value IS NOT NULL GROUP BY ALL;
