-- What stands of what people said of pairs: the latest of each pair that was not withdrawn.
SELECT seller_id, other_id, arg_max(verdict, judged_at) AS verdict FROM operator_judgements WHERE withdrawn_at IS NULL GROUP BY seller_id, other_id ORDER BY seller_id, other_id
