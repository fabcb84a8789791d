-- What was found in the listings of the sellers in scope, as of $1 and as of the decisions that stand.
DELETE FROM named_brands WHERE listing_id IN (
  SELECT id FROM listings_as_of($1) WHERE seller_id IN (SELECT seller_id FROM scope_sellers)
  UNION ALL
  SELECT listing_id FROM decisions WHERE seller_id IN (SELECT seller_id FROM scope_sellers));
