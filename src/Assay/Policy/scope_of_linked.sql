-- Who shares what a closed shop in scope is known by since now, or was until now, is judged anew too; but not everybody who shares what many do.
INSERT INTO scope_sellers
WITH now AS (
  SELECT seller_id, kind, value FROM seller_traits WHERE seller_id IN (SELECT seller_id FROM market_closed) AND seller_id IN (SELECT seller_id FROM scope_sellers)
  UNION ALL
  SELECT seller_id, 'photo', pdq FROM market_bad_photos WHERE seller_id IN (SELECT seller_id FROM scope_sellers)
), changed AS (
  SELECT DISTINCT kind, value FROM ((FROM now EXCEPT FROM marks_of_closed) UNION ALL (FROM marks_of_closed EXCEPT FROM now))
), sharing AS (
  SELECT seller_id, kind, value FROM seller_traits SEMI JOIN changed USING (kind, value)
  UNION ALL
  SELECT seller_id, 'photo', pdq FROM listings_as_of($1) WHERE removed_at IS NULL AND pdq IN (SELECT value FROM changed WHERE kind = 'photo')
), few AS (
  SELECT kind, value FROM sharing GROUP BY kind, value HAVING count(DISTINCT seller_id) <= 20
)
SELECT DISTINCT seller_id FROM sharing SEMI JOIN few USING (kind, value) ANTI JOIN scope_sellers USING (seller_id);

-- Who belongs to another operator than before, or to one of which more shops or fewer are closed.
INSERT INTO scope_sellers
WITH now AS (
  SELECT seller_id, operator_id, closed FROM operators_and_closed()
)
SELECT DISTINCT seller_id FROM ((FROM now EXCEPT FROM operators_before) UNION ALL (FROM operators_before EXCEPT FROM now)) ANTI JOIN scope_sellers USING (seller_id);
