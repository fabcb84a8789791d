-- The touched sellers, and those that have, or had when it was decided on, a touched listing.
CREATE OR REPLACE TEMP TABLE scope_sellers AS
WITH listed AS (SELECT id FROM subjects WHERE kind = 'listing' AND no IN (SELECT no FROM touched_listings))
SELECT id AS seller_id FROM subjects WHERE kind = 'seller' AND no IN (SELECT no FROM touched_sellers)
UNION
SELECT seller_id FROM listings_as_of($1) WHERE id IN (SELECT id FROM listed)
UNION
SELECT seller_id FROM decisions WHERE listing_id IN (SELECT id FROM listed);
