CREATE OR REPLACE TEMP TABLE review_days AS
SELECT seller_id, listing_id, buyer_id, rating, created_at, order_id, text IS NOT NULL AND says_fake(text) AS says_fake FROM reviews_as_of($1);

CREATE OR REPLACE TEMP TABLE listing_reviews AS
SELECT listing_id, count(*) AS reviews, count(*) FILTER (says_fake) AS say_fake FROM review_days GROUP BY listing_id;

-- Brushing: five-star reviews that come on few days, from accounts made for them.
CREATE OR REPLACE TEMP TABLE seller_reviews AS
WITH by_day AS (
  SELECT seller_id, CAST(created_at AS DATE) AS day, count(*) FILTER (rating >= 5) AS praise FROM review_days GROUP BY ALL
), busiest AS (SELECT seller_id, max(praise) AS praise FROM by_day GROUP BY seller_id),
young AS (
  SELECT r.seller_id, count(*) AS of_young FROM review_days AS r JOIN buyers_as_of($1) AS b USING (buyer_id)
  WHERE r.created_at < b.registered_at + INTERVAL 14 DAY AND r.rating >= 5 GROUP BY r.seller_id
)
SELECT
  seller_id, count(*) AS reviews, count(*) FILTER (says_fake) AS say_fake,
  CAST(sum(CAST(rating * 1000 AS BIGINT)) AS BIGINT) / 1000.0 / count(*) AS rating,
  any_value(busiest.praise) AS busiest_praise, coalesce(any_value(young.of_young), 0) AS of_young
FROM review_days JOIN busiest USING (seller_id) LEFT JOIN young USING (seller_id) GROUP BY seller_id;
