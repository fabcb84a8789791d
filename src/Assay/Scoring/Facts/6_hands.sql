-- Who belongs to an operator of which other shops were closed for counterfeits.
CREATE OR REPLACE TEMP TABLE seller_operators AS
SELECT seller_id, operator_id, closed - CASE WHEN is_closed THEN 1 ELSE 0 END AS closed_others
FROM operators_and_closed() WHERE seller_id IN (SELECT seller_id FROM scope_sellers);

-- Who shares what with a shop closed for counterfeits, whether or not it makes a link. A trait of many is a hub and says nothing; an address can be planted.
CREATE OR REPLACE TEMP TABLE seller_hands AS
WITH mine AS (
  SELECT * FROM seller_traits WHERE kind IN ('papers', 'payout', 'phone', 'mail', 'device') AND seller_id IN (SELECT seller_id FROM scope_sellers)
), closed AS (
  SELECT * FROM seller_traits SEMI JOIN market_closed USING (seller_id) WHERE kind IN ('papers', 'payout', 'phone', 'mail', 'device')
), shared AS (
  SELECT kind, value FROM seller_traits SEMI JOIN closed USING (kind, value) GROUP BY kind, value HAVING count(DISTINCT seller_id) BETWEEN 2 AND 12
)
SELECT seller_id, max(kinds) AS kinds, arg_max(other, (kinds, other)) AS other FROM (
  SELECT mine.seller_id, theirs.seller_id AS other, count(DISTINCT mine.kind) AS kinds
  FROM mine JOIN shared USING (kind, value)
  JOIN closed AS theirs ON theirs.kind = mine.kind AND theirs.value = mine.value AND theirs.seller_id <> mine.seller_id
  GROUP BY ALL
) GROUP BY seller_id;

-- Places that goods of closed counterfeiters left from, unless many send from there.
CREATE OR REPLACE TEMP TABLE seller_places AS
WITH sent AS (
  SELECT seller_id, value AS from_site FROM seller_traits WHERE kind = 'site'
), closed AS (
  SELECT * FROM sent SEMI JOIN market_closed USING (seller_id)
), few AS (
  SELECT from_site FROM sent WHERE from_site IN (SELECT from_site FROM closed) GROUP BY from_site HAVING count(DISTINCT seller_id) BETWEEN 2 AND 15
)
SELECT mine.seller_id, count(DISTINCT theirs.seller_id) AS closed_senders
FROM sent AS mine JOIN few USING (from_site) JOIN closed AS theirs ON theirs.from_site = mine.from_site AND theirs.seller_id <> mine.seller_id
WHERE mine.seller_id IN (SELECT seller_id FROM scope_sellers)
GROUP BY mine.seller_id;

-- Photos of counterfeits, used again by somebody else; unless many use them.
CREATE OR REPLACE TEMP TABLE photo_facts AS
WITH used AS (
  SELECT o.listing_id, o.pdq, b.seller_id FROM offers AS o JOIN market_bad_photos AS b ON b.pdq = o.pdq AND b.seller_id <> o.seller_id
), few AS (
  SELECT pdq FROM listings_as_of($1) WHERE removed_at IS NULL AND pdq IN (SELECT pdq FROM used) GROUP BY pdq HAVING count(DISTINCT seller_id) <= 20
)
SELECT listing_id, count(DISTINCT seller_id) AS bad_users FROM used SEMI JOIN few USING (pdq) GROUP BY listing_id;
