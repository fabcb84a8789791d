-- Sellers by what the latest decision on them saw, and where they are as of $1. Those decided on by a build that kept less have none until the next scan.
SELECT r.seller_id, r.standing, CAST(s.country AS VARCHAR)
FROM seller_risk AS r LEFT JOIN (SELECT seller_id, country FROM sellers_as_of($1)) AS s USING (seller_id)
WHERE r.standing IS NOT NULL;
