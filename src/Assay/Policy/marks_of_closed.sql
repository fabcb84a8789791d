-- Operators as they stand, with their shops closed for counterfeits.
CREATE OR REPLACE TEMP TABLE operators_before AS SELECT seller_id, operator_id, closed FROM operators_and_closed();
-- What shops closed for counterfeits in scope may be linked by, and the photos of counterfeits in scope.
CREATE OR REPLACE TEMP TABLE marks_of_closed AS
SELECT seller_id, kind, value FROM seller_traits WHERE seller_id IN (SELECT seller_id FROM market_closed) AND seller_id IN (SELECT seller_id FROM scope_sellers)
UNION ALL
SELECT seller_id, 'photo', pdq FROM market_bad_photos WHERE seller_id IN (SELECT seller_id FROM scope_sellers);
