-- What the marketplace itself last measured of each subject of kind $2, as of $1: a row a subject and column.
CREATE OR REPLACE TEMP TABLE external_values AS
SELECT m.subject_id, e.key AS name, arg_max(e.atom ->> '$', (m."at", m.observed_at)) AS value, arg_max(e.type NOT IN ('VARCHAR', 'BOOLEAN'), (m."at", m.observed_at)) AS is_number
FROM external_metrics_as_of($1) AS m, json_each(CAST(m.metrics AS JSON)) AS e
WHERE m.subject = $2 AND m."at" < $1 AND e.type NOT IN ('NULL', 'OBJECT', 'ARRAY')
GROUP BY m.subject_id, e.key
