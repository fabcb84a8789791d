-- Sellers who were closed for counterfeits, or behind several listings that were found to be.
CREATE OR REPLACE TEMP TABLE closed_for_fakes AS
SELECT seller_id, closed_at FROM sellers_as_of($1)
WHERE closed_at IS NOT NULL AND regexp_matches(coalesce(close_reason, ''), '(?i)counterfeit|fake|infring|replica|假|подд|fälsch|falsif|contref')
UNION
SELECT subject_id, "at" FROM outcomes_as_of($1) WHERE subject = 'seller' AND verdict = 'counterfeit';

-- Traits that a person controls on both sides: papers, payout account, telephone, mail, address, device. A router is what a client
-- says and can be planted on an innocent: it supports and never makes a link. A trait of many is a hub and says nothing.
CREATE OR REPLACE TEMP TABLE traits AS
WITH raw AS (
  SELECT seller_id, unnest(['papers', 'payout', 'phone', 'mail', 'address']) AS kind,
    unnest([identity_hash, payout_account, phone_hash, email_hash, address_hash]) AS value FROM sellers_as_of($1)
  UNION ALL
  SELECT DISTINCT account_id, 'device', device_id FROM sessions_as_of($1) WHERE account_kind = 'seller' AND device_id IS NOT NULL
)
SELECT DISTINCT raw.seller_id, raw.kind, raw.value FROM raw JOIN (
  SELECT kind, value FROM raw WHERE value IS NOT NULL GROUP BY kind, value HAVING count(DISTINCT seller_id) BETWEEN 2 AND 12
) AS shared USING (kind, value);

CREATE OR REPLACE TEMP TABLE seller_hands AS
SELECT mine.seller_id, max(kinds) AS kinds, arg_max(other, (kinds, other)) AS other FROM (
  SELECT mine.seller_id, theirs.seller_id AS other, count(DISTINCT mine.kind) AS kinds
  FROM traits AS mine JOIN traits AS theirs ON theirs.kind = mine.kind AND theirs.value = mine.value AND theirs.seller_id <> mine.seller_id
  JOIN closed_for_fakes AS closed ON closed.seller_id = theirs.seller_id
  GROUP BY ALL
) AS mine GROUP BY mine.seller_id;

-- Places that goods of closed counterfeiters left from, unless many send from there.
CREATE OR REPLACE TEMP TABLE seller_places AS
WITH sent AS (SELECT DISTINCT seller_id, from_site FROM shipments_as_of($1) WHERE seller_id IS NOT NULL),
few AS (
  SELECT from_site FROM sent LEFT JOIN sites_as_of($1) AS s ON s.site_id = sent.from_site
  WHERE coalesce(CAST(s.kind AS VARCHAR), 'unknown') NOT IN ('shared_warehouse', 'pick_up_station', 'port')
  GROUP BY from_site HAVING count(DISTINCT seller_id) BETWEEN 2 AND 15
)
SELECT mine.seller_id, count(DISTINCT theirs.seller_id) AS closed_senders
FROM sent AS mine JOIN few USING (from_site) JOIN sent AS theirs ON theirs.from_site = mine.from_site AND theirs.seller_id <> mine.seller_id
JOIN closed_for_fakes AS closed ON closed.seller_id = theirs.seller_id
GROUP BY mine.seller_id;

-- Photos of listings that were found counterfeit or belong to closed counterfeiters, used again by somebody else.
CREATE OR REPLACE TEMP TABLE bad_photos AS
SELECT DISTINCT l.pdq, l.seller_id FROM listings_as_of($1) AS l
WHERE l.pdq IS NOT NULL AND (l.seller_id IN (SELECT seller_id FROM closed_for_fakes)
  OR l.id IN (SELECT listing_id FROM listing_outcomes WHERE verdict = 'counterfeit'));

CREATE OR REPLACE TEMP TABLE photo_facts AS
SELECT o.listing_id, count(DISTINCT b.seller_id) AS bad_users FROM offers AS o JOIN bad_photos AS b ON b.pdq = o.pdq AND b.seller_id <> o.seller_id
WHERE o.pdq IN (SELECT pdq FROM offers WHERE pdq IS NOT NULL GROUP BY pdq HAVING count(DISTINCT seller_id) <= 20)
GROUP BY o.listing_id;
