-- Verdicts of a segment of the log, a line each, from the file $1; those that stand already came in before a crash.
INSERT INTO screenings
WITH came AS MATERIALIZED (
  SELECT *, CAST(CAST(answered_at AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) AS moment
  FROM read_json($1, format = 'newline_delimited', auto_detect = false, maximum_object_size = 33554432, columns = {
    id: 'VARCHAR', listing_id: 'VARCHAR', seller_id: 'VARCHAR', answered_at: 'VARCHAR', verdict: 'VARCHAR', score: 'DOUBLE', probability: 'DOUBLE', margin: 'DOUBLE',
    base: 'DOUBLE', reasons: 'JSON', rest: 'DOUBLE', matched_brand_id: 'VARCHAR', rule: 'VARCHAR', looked_at: 'JSON', not_looked_at: 'JSON', versions: 'JSON',
    idempotency_key: 'VARCHAR', body: 'VARCHAR', answer: 'VARCHAR'})
)
SELECT
  id, listing_id, seller_id, moment, verdict, score, probability, margin, CAST(json_object('base', base, 'reasons', reasons, 'rest', rest) AS VARCHAR),
  matched_brand_id, rule, CAST(looked_at AS VARCHAR), CAST(not_looked_at AS VARCHAR), CAST(versions AS VARCHAR), idempotency_key, body, answer
FROM came
ANTI JOIN (SELECT verdict_id FROM screenings WHERE answered_at >= (SELECT min(moment) FROM came)) AS stands ON stands.verdict_id = came.id;
