-- What became of the operators of before ($1: as of; $2: the clock): one that is gone went into that which has most of its sellers; one that stands and gave
-- sellers away was split.
INSERT INTO operator_lineage
WITH moved AS (
  SELECT old.operator_id, now.operator_id AS other_id, count(*) AS sellers
  FROM operators_before AS old LEFT JOIN operators AS now USING (seller_id) GROUP BY ALL
), gone AS (
  SELECT operator_id, arg_max(other_id, (sellers, other_id)) FILTER (WHERE other_id IS NOT NULL) AS other_id
  FROM moved WHERE operator_id NOT IN (SELECT operator_id FROM operators) GROUP BY operator_id
), founded AS (
  SELECT DISTINCT operator_id FROM operators WHERE operator_id NOT IN (SELECT operator_id FROM operators_before)
)
SELECT $1, $2, operator_id, CASE WHEN other_id IS NULL THEN 'ended' ELSE 'merged' END, other_id FROM gone
UNION ALL
SELECT $1, $2, m.operator_id, 'split', m.other_id FROM moved AS m
WHERE m.operator_id IN (SELECT operator_id FROM operators) AND m.other_id IS NOT NULL AND m.other_id <> m.operator_id
UNION ALL
SELECT $1, $2, operator_id, 'founded', NULL FROM founded
ORDER BY 3, 4, 5;
