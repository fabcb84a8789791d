-- What became of operator $1, and what came into it, the earliest first.
SELECT as_of, operator_id, became, other_id FROM operator_lineage WHERE operator_id = $1 OR other_id = $1 ORDER BY linked_at, became, operator_id, other_id
