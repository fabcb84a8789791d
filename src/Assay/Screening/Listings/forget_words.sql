-- What was read in the listings that the sellers in scope have, or had when they were decided on.
DELETE FROM listing_words WHERE listing_id IN (
  SELECT id FROM scope_listings
  UNION ALL
  SELECT listing_id FROM decisions WHERE seller_id IN (SELECT seller_id FROM scope_sellers));
