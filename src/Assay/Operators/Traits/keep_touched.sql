-- Keeps what the sellers in link_scope are known by, and finds whom that touches: themselves, and all who have a value that they came to have or have no more. What a
-- value says depends on how many have it.
CREATE OR REPLACE TEMP TABLE link_touched AS
WITH before AS (
  SELECT seller_id, kind, value FROM seller_traits SEMI JOIN link_scope USING (seller_id)
), now AS (
  SELECT seller_id, kind, value FROM traits_known
), changed AS (
  SELECT kind, value FROM (FROM before EXCEPT FROM now) UNION SELECT kind, value FROM (FROM now EXCEPT FROM before)
)
SELECT seller_id FROM link_scope
UNION
SELECT seller_id FROM seller_traits SEMI JOIN changed USING (kind, value);
DELETE FROM seller_traits WHERE seller_id IN (SELECT seller_id FROM link_scope);
INSERT INTO seller_traits SELECT seller_id, kind, value, first_at, last_at FROM traits_known ORDER BY kind, value, seller_id;
