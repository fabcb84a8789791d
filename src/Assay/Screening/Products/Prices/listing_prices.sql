-- The holder's price in the listing's own currency where there is one, which no rate blurs; else its newest in common money.
INSERT INTO listing_prices
WITH same AS (SELECT a.listing_id, h.stated / a.stated * a.price AS price, h.valid_from FROM asked_prices AS a JOIN holder_prices AS h USING (product_id, currency)),
  newest AS (SELECT product_id, arg_max(price, coalesce(valid_from, TIMESTAMP '1970-01-01')) AS price, max(valid_from) AS valid_from FROM holder_prices WHERE price IS NOT NULL GROUP BY product_id),
  held AS (
    SELECT a.listing_id, coalesce(s.price, n.price) AS price, CASE WHEN s.listing_id IS NOT NULL THEN s.valid_from ELSE n.valid_from END AS since
    FROM asked_prices AS a LEFT JOIN same AS s USING (listing_id)
    LEFT JOIN newest AS n ON n.product_id = CASE WHEN a.money = '' THEN a.product_id END)
SELECT
  a.listing_id, a.product_id, a.money, a.price, h.price, h.since, a.price / h.price,
  p.listings, p.at[1], p.at[2], p.at[3], a.price / p.at[2],
  b.listings, b.at[1], b.at[2], b.at[3], a.price / b.at[2],
  c.listings, c.at[1], c.at[2], c.at[3], a.price / c.at[2], $1
FROM asked_prices AS a
LEFT JOIN held AS h USING (listing_id)
LEFT JOIN product_prices AS p ON p.product_id = a.product_id AND p.money = a.money
LEFT JOIN brand_prices AS b ON b.brand_id = a.brand_id AND b.category = a.category AND b.money = a.money
LEFT JOIN category_prices AS c ON c.category = a.category AND c.money = a.money
ORDER BY a.listing_id;
