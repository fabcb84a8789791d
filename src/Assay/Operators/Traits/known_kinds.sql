-- Sellers in link_touched and those who share a value with them, as of $1: touched or not, and of which kinds something is known of each: bit n
-- for the n-th of the kinds in $2, with blanks between.
WITH near AS (
  SELECT seller_id FROM link_touched
  UNION
  SELECT seller_id FROM seller_traits SEMI JOIN (SELECT DISTINCT kind, value FROM seller_traits SEMI JOIN link_touched USING (seller_id)) AS theirs USING (kind, value)
), kinds AS (
  SELECT seller_id, bit_or(1::BIGINT << (list_position(string_split($2, ' '), kind) - 1)) AS kinds FROM seller_traits SEMI JOIN near USING (seller_id) GROUP BY seller_id
)
SELECT s.seller_id, t.seller_id IS NOT NULL AS is_touched, coalesce(k.kinds, 0)::BIGINT AS kinds
FROM sellers_as_of($1) AS s SEMI JOIN near USING (seller_id) LEFT JOIN kinds AS k USING (seller_id) LEFT JOIN link_touched AS t USING (seller_id) ORDER BY s.seller_id
