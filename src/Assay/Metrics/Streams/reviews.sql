WITH events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(created_at)) AS known_from) FROM reviews_read
), placed AS (
  SELECT order_id, listing_id, buyer_id, ordered_at, known_from, known_until FROM orders_known
), pairs AS (
  SELECT buyer_id, seller_id, min(greatest(known_from, epoch_us(created_at))) AS since FROM reviews_known WHERE known_until > epoch_us(created_at)
  GROUP BY buyer_id, seller_id
), grown AS (
  SELECT buyer_id, since, count(*) OVER (PARTITION BY buyer_id ORDER BY since RANGE UNBOUNDED PRECEDING) AS sellers FROM pairs
), counted AS (
  SELECT m.buyer_id, m.known_from, g.sellers
  FROM (SELECT DISTINCT buyer_id, known_from FROM events) AS m ASOF JOIN grown AS g ON g.buyer_id = m.buyer_id AND m.known_from >= g.since
)
SELECT
  e.seller_id, e.listing_id, e.buyer_id, epoch_us(e.created_at) AS "at", hash(e.review_id, 1) AS tie, e.known_from, e.known_until,
  yes_no(says_fake(e.text)) AS says_fake, yes_no(says_poor(e.text)) AS says_poor, yes_no(says_praise(e.text)) AS says_praise,
  yes_no(e.text IS NOT NULL) AS has_text,
  -- An order that is not known yet says neither; one of another buyer or listing is no proof.
  CASE WHEN e.order_id IS NULL THEN 1 ELSE yes_no(o.buyer_id = e.buyer_id AND o.listing_id = e.listing_id) END AS verified,
  key_of(e.buyer_id) AS buyer, key_of(e.listing_id) AS listing, key_of(e.seller_id) AS seller, key_of(text_of(e.text, 12)) AS text,
  1 + enum_code(b.country) AS buyer_country,
  whole(e.rating * 100) AS rating, length(e.text) AS length,
  seconds_between(o.ordered_at, e.created_at) AS delay,
  days_between(b.registered_at, e.created_at) AS buyer_age,
  c.sellers AS reviewer_sellers
FROM events AS e
LEFT JOIN counted AS c ON c.buyer_id = e.buyer_id AND c.known_from = e.known_from
LEFT JOIN placed AS o ON o.order_id = e.order_id AND o.known_from <= e.known_from AND o.known_until > e.known_from
LEFT JOIN buyers_known AS b ON b.buyer_id = e.buyer_id AND b.known_from <= e.known_from AND b.known_until > e.known_from
