-- Pairs that people judged the same hand, a row a kind of trait that is known of both: whether they share one.
WITH standing AS (
  SELECT seller_id AS one, other_id AS other, arg_max(verdict, judged_at) AS verdict FROM operator_judgements WHERE withdrawn_at IS NULL GROUP BY ALL
), pairs AS (
  SELECT one, other FROM standing WHERE verdict = 'same'
)
SELECT p.one, p.other, a.kind, bool_or(a.value = b.value) AS is_shared
FROM pairs AS p JOIN seller_traits AS a ON a.seller_id = p.one JOIN seller_traits AS b ON b.seller_id = p.other AND b.kind = a.kind
GROUP BY ALL ORDER BY ALL
