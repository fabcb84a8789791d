-- Which sellers in scope were closed for counterfeits up to $1, and the photos of counterfeits in scope.

-- Sellers who were closed for counterfeits, or behind several listings that were found to be.
DELETE FROM market_closed WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
INSERT INTO market_closed
SELECT seller_id FROM sellers_as_of($1)
WHERE closed_at IS NOT NULL AND regexp_matches(coalesce(close_reason, ''), '(?i)counterfeit|fake|infring|replica|假|подд|fälsch|falsif|contref')
  AND seller_id IN (SELECT seller_id FROM scope_sellers)
UNION
SELECT subject_id FROM outcomes_as_of($1) WHERE subject = 'seller' AND verdict = 'counterfeit' AND subject_id IN (SELECT seller_id FROM scope_sellers);

-- Photos of listings that were found counterfeit or belong to closed counterfeiters.
DELETE FROM market_bad_photos WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
INSERT INTO market_bad_photos
SELECT DISTINCT pdq, seller_id FROM listings_as_of($1)
WHERE pdq IS NOT NULL AND seller_id IN (SELECT seller_id FROM scope_sellers)
  AND (seller_id IN (SELECT seller_id FROM market_closed) OR id IN (SELECT listing_id FROM listing_outcomes WHERE verdict = 'counterfeit'));
