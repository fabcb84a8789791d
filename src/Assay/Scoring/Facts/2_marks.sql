-- Brings what may link the sellers in scope up to $1; of sessions and shipments those that came after import $2 are read.

-- Sellers who were closed for counterfeits, or behind several listings that were found to be.
DELETE FROM market_closed WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
INSERT INTO market_closed
SELECT seller_id FROM sellers_as_of($1)
WHERE closed_at IS NOT NULL AND regexp_matches(coalesce(close_reason, ''), '(?i)counterfeit|fake|infring|replica|假|подд|fälsch|falsif|contref')
  AND seller_id IN (SELECT seller_id FROM scope_sellers)
UNION
SELECT subject_id FROM outcomes_as_of($1) WHERE subject = 'seller' AND verdict = 'counterfeit' AND subject_id IN (SELECT seller_id FROM scope_sellers);

-- Traits that a person controls on both sides: papers, payout account, telephone, mail, address, device. A router is what a client
-- says and can be planted on an innocent: it supports and never makes a link. And the places that goods leave from.
DELETE FROM market_marks WHERE kind NOT IN ('device', 'site') AND seller_id IN (SELECT seller_id FROM scope_sellers);
INSERT INTO market_marks
SELECT * FROM (
  SELECT seller_id, unnest(['papers', 'payout', 'phone', 'mail', 'address']) AS kind,
    unnest([identity_hash, payout_account, phone_hash, email_hash, address_hash]) AS value
  FROM sellers_as_of($1) WHERE seller_id IN (SELECT seller_id FROM scope_sellers)
) WHERE value IS NOT NULL;
INSERT INTO market_marks
WITH came AS (
  SELECT account_id AS seller_id, 'device' AS kind, device_id AS value FROM sessions
  WHERE run > $2 AND observed_at <= $1 AND account_kind = 'seller' AND device_id IS NOT NULL
  UNION
  SELECT account_id, 'device', device_id FROM sessions_history
  WHERE run > $2 AND observed_at <= $1 AND until > $1 AND account_kind = 'seller' AND device_id IS NOT NULL
  UNION
  SELECT seller_id, 'site', from_site FROM shipments WHERE run > $2 AND observed_at <= $1 AND seller_id IS NOT NULL AND from_site IS NOT NULL
  UNION
  SELECT seller_id, 'site', from_site FROM shipments_history
  WHERE run > $2 AND observed_at <= $1 AND until > $1 AND seller_id IS NOT NULL AND from_site IS NOT NULL
)
SELECT * FROM came ANTI JOIN market_marks USING (seller_id, kind, value);

-- Photos of listings that were found counterfeit or belong to closed counterfeiters.
DELETE FROM market_bad_photos WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
INSERT INTO market_bad_photos
SELECT DISTINCT pdq, seller_id FROM listings_as_of($1)
WHERE pdq IS NOT NULL AND seller_id IN (SELECT seller_id FROM scope_sellers)
  AND (seller_id IN (SELECT seller_id FROM market_closed) OR id IN (SELECT listing_id FROM listing_outcomes WHERE verdict = 'counterfeit'));
