-- What was decided before, to find what changed.
CREATE OR REPLACE TEMP TABLE before_decisions AS
SELECT 'listing' AS kind, listing_id AS subject_id, action FROM decisions
UNION ALL
SELECT 'account', seller_id, action FROM seller_risk;
