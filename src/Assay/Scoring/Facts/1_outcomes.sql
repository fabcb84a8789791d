-- What is known from test buys, audits and courts.
CREATE OR REPLACE TEMP TABLE listing_outcomes AS
SELECT subject_id AS listing_id, arg_max(CAST(verdict AS VARCHAR), ("at", CAST(verdict AS VARCHAR))) AS verdict
FROM outcomes_as_of($1) WHERE subject = 'listing' GROUP BY subject_id;
