-- Sellers by what the latest decision on them saw. Those decided on by a build that kept less have none until the next scan.
SELECT seller_id, standing FROM seller_risk WHERE standing IS NOT NULL;
