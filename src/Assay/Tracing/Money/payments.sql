-- Payments as of $1 in the order of time, in the market's common money, with the share of each sale that is expected to be for counterfeits.
SELECT p.from_account, p.to_account, CAST(p.amount AS DOUBLE) / r.rate AS value, epoch_us(p.paid_at) AS paid_at,
  CASE p.kind WHEN 'sale' THEN 0 WHEN 'payout' THEN 1 WHEN 'transfer' THEN 2 ELSE 3 END AS kind, coalesce(l.counterfeit, 0.0) AS counterfeit
FROM payments_as_of($1) AS p
JOIN traced_rates AS r ON r.currency = p.currency
LEFT JOIN orders_as_of($1) AS o ON o.order_id = CASE WHEN p.kind = 'sale' THEN p.order_id END
LEFT JOIN traced_listings AS l ON l.listing_id = o.listing_id
WHERE p.paid_at <= $1 AND p.from_account <> p.to_account AND p.amount > 0
ORDER BY p.paid_at, p.payment_id
