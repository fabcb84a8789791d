-- The largest operators, at most $1: sellers, closed ones, the weakest tie and whose it is, since when.
SELECT o.operator_id, count(*), count(s.closed_at), min(o.strength), arg_min(o.seller_id, (o.strength, o.seller_id)), min(o.first_linked_at)
FROM operators AS o JOIN sellers AS s USING (seller_id) GROUP BY o.operator_id ORDER BY count(*) DESC, o.operator_id LIMIT $1
