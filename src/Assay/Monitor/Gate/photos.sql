-- Photos of counterfeits: the shops that used them for counterfeits, and those that use them now.
SELECT pdq, seller_id, true FROM market_bad_photos
UNION ALL
SELECT DISTINCT pdq, seller_id, false FROM listings_as_of($1) WHERE removed_at IS NULL AND pdq IN (SELECT pdq FROM market_bad_photos);
