-- Sellers as of $1, and of which kinds something is known of each: bit n for the n-th of the kinds in $2, with blanks between.
SELECT s.seller_id, s.registered_at, s.closed_at, coalesce(bit_or(1::BIGINT << (list_position(string_split($2, ' '), t.kind) - 1)), 0)::BIGINT AS kinds
FROM sellers_as_of($1) AS s LEFT JOIN (SELECT DISTINCT seller_id, kind FROM seller_traits) AS t ON t.seller_id = s.seller_id
GROUP BY ALL ORDER BY s.seller_id
