-- Keeps what all sellers are known by, by kind and value.
DELETE FROM seller_traits;
INSERT INTO seller_traits SELECT seller_id, kind, value, first_at, last_at FROM traits_known ORDER BY kind, value, seller_id;
CREATE OR REPLACE TEMP TABLE link_touched AS FROM link_scope;
