SELECT operator_id, seller_id, first_linked_at, strength, evidence FROM operators ORDER BY operator_id, seller_id
