-- The members of operator $1, the eldest first.
SELECT seller_id, s.shop_name, s.country, s.registered_at, s.closed_at, o.first_linked_at, o.strength, o.evidence
FROM operators AS o JOIN sellers AS s USING (seller_id) WHERE o.operator_id = $1 ORDER BY s.registered_at, seller_id
