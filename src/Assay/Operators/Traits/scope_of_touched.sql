-- Those in scope_sellers are linked anew as of $1, and those whose payout account their takings go on to.
CREATE OR REPLACE TEMP TABLE link_scope AS
WITH tills AS (
  SELECT seller_id, payout_account AS account FROM sellers WHERE observed_at <= $1 UNION SELECT seller_id, payout_account FROM sellers_history WHERE observed_at <= $1
), paid AS (
  SELECT DISTINCT to_account FROM payments_as_of($1) WHERE kind = 'transfer' AND from_account IN (SELECT account FROM tills SEMI JOIN scope_sellers USING (seller_id))
)
SELECT seller_id FROM scope_sellers
UNION
SELECT seller_id FROM tills WHERE account IN (SELECT to_account FROM paid);
