-- What shops of operators, and single shops that were closed for counterfeits, are known by; and how many sellers have each value, at most $1. Of what somebody who signs up can be asked.
WITH watched AS (
  SELECT seller_id FROM operators UNION SELECT seller_id FROM market_closed
), counted AS (
  SELECT kind, value, count(*) AS holders FROM seller_traits WHERE (kind, value) IN (SELECT (kind, value) FROM seller_traits SEMI JOIN watched USING (seller_id)) GROUP BY ALL HAVING count(*) <= $1
)
SELECT t.kind, t.value, t.seller_id, epoch_us(t.last_at), c.holders
FROM (FROM seller_traits WHERE kind NOT IN ('collector', 'lot', 'transfer', 'photo', 'text', 'name', 'ring')) AS t SEMI JOIN watched USING (seller_id) JOIN counted AS c USING (kind, value) ORDER BY t.kind, t.value, t.seller_id
