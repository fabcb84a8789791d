-- Traits that the sellers in link_touched share with anybody, of up to $1 sellers, photos and texts of up to $2: of more it is a place or a thing of the public. By kind and value, all sellers who have it after each other.
WITH theirs AS (
  SELECT DISTINCT kind, value FROM seller_traits SEMI JOIN link_touched USING (seller_id)
), shared AS (
  SELECT kind, value FROM seller_traits SEMI JOIN theirs USING (kind, value) GROUP BY ALL HAVING count(*) BETWEEN 2 AND CASE WHEN kind IN ('photo', 'text') THEN $2 ELSE $1 END
)
SELECT t.kind, t.value, t.seller_id, t.first_at, t.last_at FROM seller_traits AS t SEMI JOIN shared USING (kind, value) ORDER BY t.kind, t.value, t.seller_id
