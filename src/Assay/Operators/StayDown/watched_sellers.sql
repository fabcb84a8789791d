-- Shops of operators, and single shops that were closed for counterfeits: the operator, how many of its shops were closed, and of which kinds something is known: bit n for the
-- n-th of the kinds in $1, with blanks between.
WITH watched AS (
  SELECT seller_id FROM operators UNION SELECT seller_id FROM market_closed
)
SELECT w.seller_id, any_value(o.operator_id), coalesce(any_value(o.closed), 1), bit_or(1::BIGINT << (list_position(string_split($1, ' '), t.kind) - 1))::BIGINT
FROM watched AS w LEFT JOIN operators_and_closed() AS o USING (seller_id) JOIN seller_traits AS t USING (seller_id) GROUP BY w.seller_id ORDER BY w.seller_id
