-- What became of the operators of before ($1: as of; $2: the clock): one that is gone went into that which has most of its sellers; one that stands and gave sellers away
-- was split.
INSERT INTO operator_lineage
WITH moved AS (
  SELECT old.operator_id, now.operator_id AS other_id, count(*) AS sellers FROM operators AS old LEFT JOIN next_operators AS now USING (seller_id) GROUP BY ALL
), gone AS (
  SELECT operator_id, arg_max(other_id, (sellers, other_id)) FILTER (WHERE other_id IS NOT NULL) AS other_id
  FROM moved WHERE operator_id NOT IN (SELECT operator_id FROM next_operators) GROUP BY operator_id
), founded AS (
  SELECT DISTINCT operator_id FROM next_operators WHERE operator_id NOT IN (SELECT operator_id FROM operators)
)
SELECT $1, $2, operator_id, CASE WHEN other_id IS NULL THEN 'ended' ELSE 'merged' END, other_id FROM gone
UNION ALL
SELECT $1, $2, m.operator_id, 'split', m.other_id FROM moved AS m
WHERE m.operator_id IN (SELECT operator_id FROM next_operators) AND m.other_id IS NOT NULL AND m.other_id <> m.operator_id
UNION ALL
SELECT $1, $2, operator_id, 'founded', NULL FROM founded
ORDER BY 3, 4, 5;
DELETE FROM operators;
INSERT INTO operators FROM next_operators ORDER BY operator_id, seller_id;
