-- What stood when alerts were made last; before the first alerts, what was decided.
CREATE OR REPLACE TEMP TABLE before_decisions AS
SELECT kind, subject_id, action FROM alerted_actions
UNION ALL
SELECT kind, subject_id, action FROM (
  SELECT 'listing' AS kind, listing_id AS subject_id, action FROM decisions
  UNION ALL
  SELECT 'account', seller_id, action FROM seller_risk
) WHERE NOT EXISTS (FROM alerted_runs);
