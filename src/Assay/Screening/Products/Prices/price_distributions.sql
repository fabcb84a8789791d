-- How prices of the same product, of the brand in a category, and of the category are spread. Too few listings, or those of few sellers, say nothing.
CREATE OR REPLACE TEMP TABLE product_prices AS
SELECT product_id, money, count(*) AS listings, quantile_disc(price, [0.05, 0.5, 0.95]) AS at FROM asked_prices WHERE product_id IS NOT NULL
GROUP BY product_id, money HAVING count(*) >= 5 AND count(DISTINCT seller_id) >= 4;
CREATE OR REPLACE TEMP TABLE brand_prices AS
SELECT brand_id, category, money, count(*) AS listings, quantile_disc(price, [0.05, 0.5, 0.95]) AS at FROM asked_prices WHERE brand_id IS NOT NULL AND category IS NOT NULL
GROUP BY brand_id, category, money HAVING count(*) >= 8 AND count(DISTINCT seller_id) >= 5;
CREATE OR REPLACE TEMP TABLE category_prices AS
SELECT category, money, count(*) AS listings, quantile_disc(price, [0.05, 0.5, 0.95]) AS at FROM asked_prices WHERE category IS NOT NULL
GROUP BY category, money HAVING count(*) >= 20 AND count(DISTINCT seller_id) >= 10;
