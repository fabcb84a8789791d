-- Words alone, in one order, where they are letters enough to tell people apart: punctuation, case, accents and order differ from form to form. As a hash: who may see that two share
-- a name need not see the name.
CREATE OR REPLACE TEMP MACRO words_of(said, letters) AS
  CASE WHEN length(regexp_replace(said, '[^\pL\pN]', '', 'g')) >= letters
    THEN md5(array_to_string(list_sort(regexp_extract_all(lower(strip_accents(said)), '[\pL\pN]+')), ' ')) END;
-- A photo by four times six of the 64 digits of its hash: one saved again has most digits as they were, and one of the four as a rule. A photo without features has none.
CREATE OR REPLACE TEMP MACRO sixths_of(pdq) AS
  CASE WHEN len(list_distinct(string_split(pdq, ''))) >= 9 THEN list_transform(range(0, 4), lambda k: concat(k, ':', pdq[1 + k], pdq[12 + k], pdq[23 + k], pdq[34 + k], pdq[45 + k], pdq[56 + k])) END;
-- What each seller in link_scope is known by as of $1, a row a trait: when it was first and last seen with it.
CREATE OR REPLACE TEMP TABLE traits_known AS
WITH held AS (
  -- Papers that were replaced count too: they were the seller's.
  SELECT seller_id, registered_at, closed_at, identity_hash, payout_account, phone_hash, email_hash, address_hash, legal_name, registered_address FROM sellers WHERE observed_at <= $1
  UNION ALL
  SELECT seller_id, registered_at, closed_at, identity_hash, payout_account, phone_hash, email_hash, address_hash, legal_name, registered_address FROM sellers_history WHERE observed_at <= $1
), papers AS (
  SELECT seller_id, unnest(['papers', 'payout', 'phone', 'mail', 'address', 'name', 'address']) AS kind,
    unnest([identity_hash, payout_account, phone_hash, email_hash, address_hash, words_of(legal_name, 6), words_of(registered_address, 12)]) AS value, registered_at AS first_at,
    CASE WHEN closed_at <= $1 THEN closed_at ELSE TIMESTAMP '9999-12-31' END AS last_at
  FROM held SEMI JOIN link_scope USING (seller_id)
), visits AS (
  SELECT account_id AS seller_id, unnest(['device', 'router', 'line']) AS kind, unnest([device_id, router_id, ip]) AS value, "at" AS first_at, "at" AS last_at
  FROM sessions_as_of($1) WHERE account_kind = 'seller' AND "at" <= $1 AND account_id IN (SELECT seller_id FROM link_scope)
), parcels AS (
  SELECT seller_id, unnest(['site', 'sender', 'lot']) AS kind, unnest([from_site, sender_phone_hash, parent_shipment_id]) AS value, shipped_at AS first_at, shipped_at AS last_at
  FROM shipments_as_of($1) WHERE seller_id IN (SELECT seller_id FROM link_scope) AND shipped_at <= $1
), public_places AS (
  SELECT site_id FROM sites_as_of($1) WHERE kind IN ('shared_warehouse', 'pick_up_station', 'port')
), tills AS (
  SELECT DISTINCT payout_account AS account, seller_id, seller_id IN (SELECT seller_id FROM link_scope) AS in_scope FROM held WHERE payout_account IS NOT NULL
), money AS NOT MATERIALIZED (
  SELECT from_account, to_account, amount, currency, kind, paid_at FROM payments_as_of($1) WHERE paid_at <= $1 AND kind IN ('payout', 'transfer') AND from_account <> to_account
), passed AS (
  SELECT * FROM money WHERE kind = 'transfer' AND from_account IN (SELECT account FROM tills)
    AND (from_account IN (SELECT account FROM tills WHERE in_scope) OR to_account IN (SELECT account FROM tills WHERE in_scope))
), earned AS (
  SELECT to_account AS account, paid_at, amount, currency FROM money WHERE kind = 'payout' AND to_account IN (SELECT from_account FROM passed)
), swept AS (
  -- Where what was paid out goes on to, within a week and most of it, time and again: nobody but its owner can send it.
  SELECT t.from_account, t.to_account, min(t.paid_at) AS first_at, max(t.paid_at) AS last_at
  FROM passed AS t ASOF JOIN earned AS e ON e.account = t.from_account AND e.currency = t.currency AND t.paid_at >= e.paid_at
  WHERE t.paid_at < e.paid_at + INTERVAL 7 DAY AND t.amount BETWEEN 0.2 * e.amount AND e.amount
  GROUP BY ALL HAVING count(*) >= 2
), collected AS (
  SELECT o.seller_id, s.to_account AS value, s.first_at, s.last_at FROM swept AS s JOIN tills AS o ON o.account = s.from_account WHERE o.in_scope
), returned AS (
  -- Whose own payout account collects for another, and pays back: then both move the money.
  SELECT o.seller_id, s.to_account AS value, min(back.paid_at) AS first_at, max(back.paid_at) AS last_at
  FROM swept AS s JOIN tills AS o ON o.account = s.to_account JOIN money AS back ON back.from_account = s.to_account AND back.to_account = s.from_account
  WHERE o.in_scope GROUP BY ALL
), between_tills AS (
  SELECT from_account, to_account, min(paid_at) AS first_at, max(paid_at) AS last_at FROM passed WHERE to_account IN (SELECT account FROM tills) GROUP BY ALL
), transfers AS (
  SELECT o.seller_id, concat(least(from_account, to_account), ' ', greatest(from_account, to_account)) AS value, first_at, last_at
  FROM between_tills AS b JOIN tills AS o ON o.in_scope AND o.account = b.from_account
  UNION ALL
  SELECT o.seller_id, concat(least(from_account, to_account), ' ', greatest(from_account, to_account)), first_at, last_at
  FROM between_tills AS b JOIN tills AS o ON o.in_scope AND o.account = b.to_account
), shown AS (
  SELECT seller_id, lower(pdq) AS pdq, lower(strip_accents(description)) AS description, created_at AS first_at, CASE WHEN removed_at <= $1 THEN removed_at ELSE TIMESTAMP '9999-12-31' END AS last_at
  FROM listings_as_of($1) WHERE seller_id IN (SELECT seller_id FROM link_scope) AND created_at <= $1
), praise AS (
  SELECT seller_id, buyer_id, created_at FROM reviews_as_of($1) WHERE rating >= 4 AND created_at <= $1 AND seller_id IN (SELECT seller_id FROM link_scope)
), praised_from AS (
  SELECT DISTINCT account_id AS buyer_id, unnest([router_id, device_id]) AS value FROM sessions_as_of($1)
  WHERE account_kind = 'buyer' AND "at" <= $1 AND account_id IN (SELECT buyer_id FROM praise)
), rings AS (
  -- Three buyers are more than a couple.
  SELECT p.seller_id, f.value, min(p.created_at) AS first_at, max(p.created_at) AS last_at FROM praise AS p JOIN praised_from AS f USING (buyer_id) WHERE f.value IS NOT NULL
  GROUP BY ALL HAVING count(DISTINCT p.buyer_id) >= 3
), all_traits AS (
  FROM papers UNION ALL FROM visits UNION ALL FROM parcels
  UNION ALL SELECT seller_id, 'collector', value, first_at, last_at FROM collected
  UNION ALL SELECT seller_id, 'collector', value, first_at, last_at FROM returned
  UNION ALL SELECT seller_id, 'transfer', value, first_at, last_at FROM transfers
  UNION ALL SELECT seller_id, 'photo', unnest(sixths_of(pdq)), first_at, last_at FROM shown WHERE pdq IS NOT NULL
  UNION ALL SELECT seller_id, 'text', md5(regexp_replace(description, '[^\pL\pN]+', ' ', 'g')), first_at, last_at FROM shown WHERE length(description) >= 120
  UNION ALL SELECT seller_id, 'ring', value, first_at, last_at FROM rings
)
SELECT seller_id, kind, value, min(first_at) AS first_at, max(last_at) AS last_at
FROM all_traits WHERE value IS NOT NULL AND NOT (kind = 'site' AND value IN (SELECT site_id FROM public_places)) GROUP BY ALL;
