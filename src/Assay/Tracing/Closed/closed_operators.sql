-- The worst behind shops already closed, at most $3, as of $1. Who is listed: an operator, or a shop alone, of whom a shop was closed for counterfeits or found to sell them by a
-- test buy, a court, customs or an audit, the last of it at most $2 days ago. The worst: most shops closed, then most findings, then most shops.
WITH hands AS (
  SELECT coalesce(o.operator_id, s.seller_id) AS id, o.operator_id IS NOT NULL AS is_operator, s.seller_id, s.shop_name, s.country, s.legal_name,
    CASE WHEN c.seller_id IS NOT NULL THEN s.closed_at END AS closed_at, s.registered_at
  FROM sellers_as_of($1) AS s LEFT JOIN operators AS o USING (seller_id) LEFT JOIN market_closed AS c USING (seller_id)
), findings AS (
  SELECT h.id, x."at" FROM outcomes_as_of($1) AS x JOIN hands AS h ON x.subject = 'seller' AND h.seller_id = x.subject_id WHERE x.verdict = 'counterfeit' AND x."at" <= $1
  UNION ALL
  SELECT h.id, x."at" FROM outcomes_as_of($1) AS x JOIN listings_as_of($1) AS l ON x.subject = 'listing' AND l.id = x.subject_id JOIN hands AS h ON h.seller_id = l.seller_id
  WHERE x.verdict = 'counterfeit' AND x."at" <= $1
), found AS (
  SELECT id, count(*) AS findings, max("at") AS last_found FROM findings GROUP BY id
), behind AS (
  SELECT id, is_operator, count(*) AS shops, count(closed_at) AS closed, min(closed_at) AS first_closed, max(closed_at) AS last_closed, mode(country) AS country,
    string_agg(seller_id, '|' ORDER BY registered_at, seller_id) AS sellers, string_agg(CASE WHEN closed_at IS NOT NULL THEN seller_id END, '|' ORDER BY closed_at, seller_id) AS closed_sellers
  FROM hands GROUP BY ALL
)
SELECT b.id, b.is_operator, b.shops, b.closed, b.first_closed, b.last_closed, coalesce(f.findings, 0), CAST(b.country AS VARCHAR), b.sellers, b.closed_sellers,
  greatest(coalesce(b.last_closed, f.last_found), coalesce(f.last_found, b.last_closed)) + to_days(CAST($2 AS INTEGER)) AS expires_at
FROM behind AS b LEFT JOIN found AS f USING (id)
WHERE b.closed > 0 AND greatest(coalesce(b.last_closed, f.last_found), coalesce(f.last_found, b.last_closed)) >= $1 - to_days(CAST($2 AS INTEGER))
ORDER BY b.closed DESC, coalesce(f.findings, 0) DESC, b.shops DESC, b.id LIMIT $3
