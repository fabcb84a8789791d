-- Those in scope_sellers are linked anew as of $1, those whose payout account their takings go on to, those who paid an account of theirs that was nobody's till, and those praised by
-- buyers of whom sign-ins came since the latest linking.
CREATE OR REPLACE TEMP TABLE link_scope AS
WITH tills AS (
  SELECT seller_id, payout_account AS account FROM sellers WHERE observed_at <= $1 UNION SELECT seller_id, payout_account FROM sellers_history WHERE observed_at <= $1
), theirs AS (
  SELECT account FROM tills SEMI JOIN scope_sellers USING (seller_id)
), new_tills AS (
  -- Of a till that was known a payment touches both sides by itself; all who ever paid a busy one would be many.
  FROM theirs EXCEPT SELECT value FROM seller_traits WHERE kind = 'payout'
), paid AS (
  SELECT DISTINCT to_account AS account FROM payments_as_of($1) WHERE kind = 'transfer' AND from_account IN (FROM theirs)
  UNION
  SELECT DISTINCT from_account FROM payments_as_of($1) WHERE kind = 'transfer' AND to_account IN (FROM new_tills)
), seen AS (
  SELECT DISTINCT account_id FROM sessions WHERE account_kind = 'buyer' AND run > coalesce((SELECT max(run) FROM operator_moments), 0)
)
SELECT seller_id FROM scope_sellers
UNION
SELECT seller_id FROM tills WHERE account IN (FROM paid)
UNION
SELECT seller_id FROM reviews_as_of($1) WHERE buyer_id IN (FROM seen);
