-- Traits that several sellers have, up to $1 of them: of more it is a place or a thing of the public. By kind and value, its sellers after each other.
SELECT t.kind, t.value, t.seller_id, t.first_at, t.last_at
FROM seller_traits AS t SEMI JOIN (SELECT kind, value FROM seller_traits GROUP BY ALL HAVING count(*) BETWEEN 2 AND $1) AS shared ON shared.kind = t.kind AND shared.value = t.value
ORDER BY t.kind, t.value, t.seller_id
