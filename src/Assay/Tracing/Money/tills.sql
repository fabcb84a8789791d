-- Accounts that sellers are paid out to as of $1, or were, with the sellers.
SELECT DISTINCT payout_account AS account, seller_id FROM sellers WHERE observed_at <= $1 AND payout_account IS NOT NULL
UNION
SELECT DISTINCT payout_account, seller_id FROM sellers_history WHERE observed_at <= $1 AND payout_account IS NOT NULL
ORDER BY account, seller_id
