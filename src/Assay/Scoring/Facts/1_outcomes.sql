-- Lower end of the 90 % Wilson interval for k of n: a rate that few cases cannot drive (Wilson 1927, z = 1.645). Null without cases.
CREATE OR REPLACE TEMP MACRO at_least(k, n) AS
  CASE WHEN n > 0 THEN greatest(0, (k + 1.353 - 1.645 * sqrt(k * (n - k)::DOUBLE / n + 0.6765)) / (n + 2.706)) END;

-- What is known from test buys, audits and courts.
CREATE OR REPLACE TEMP TABLE listing_outcomes AS
SELECT subject_id AS listing_id, arg_max(CAST(verdict AS VARCHAR), ("at", CAST(verdict AS VARCHAR))) AS verdict
FROM outcomes_as_of($1) WHERE subject = 'listing' GROUP BY subject_id;
