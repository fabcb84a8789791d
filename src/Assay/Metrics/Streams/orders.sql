WITH facts AS (
  SELECT *, 1 AS event, ordered_at AS happened_at FROM orders_read
  UNION ALL
  SELECT *, 2, cancelled_at FROM orders_read WHERE cancelled_at IS NOT NULL
  UNION ALL
  SELECT *, 3, refunded_at FROM orders_read WHERE refunded_at IS NOT NULL
), events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(happened_at)) AS known_from), rate_day(happened_at) AS rate_day FROM facts
), listed AS (
  SELECT id, coalesce(google_product_category, product_type) AS category, letters_of(brand) AS brand, coalesce(sale_price, price) AS price, currency, created_at,
    known_from, known_until
  FROM listings_known
)
SELECT
  e.seller_id, e.listing_id, e.buyer_id, epoch_us(e.happened_at) AS "at", hash(e.order_id, e.event) AS tie, e.known_from, e.known_until,
  e.event,
  CASE WHEN e.event = 3 THEN 1 + enum_code(e.refund_reason) END AS reason,
  key_of(e.buyer_id) AS buyer, key_of(e.listing_id) AS listing, key_of(e.seller_id) AS seller,
  key_of(l.category) AS category, key_of(nullif(l.brand, '')) AS brand,
  1 + enum_code(b.country) AS buyer_country,
  money(e.amount, e.currency, r.rate) AS amount,
  money(e.amount::DOUBLE / e.quantity, e.currency, r.rate) AS unit_price,
  e.quantity,
  -- In one currency no rate is needed, and none can blur the share.
  CASE WHEN e.currency = l.currency THEN parts(e.amount, l.price::DOUBLE * e.quantity)
    ELSE parts(e.amount::DOUBLE / rate_of(e.currency, r.rate), l.price::DOUBLE * e.quantity / rate_of(l.currency, lr.rate)) END AS price_of_listed,
  CASE WHEN e.event > 1 THEN seconds_between(e.ordered_at, e.happened_at) END AS delay,
  days_between(b.registered_at, e.happened_at) AS buyer_age,
  days_between(l.created_at, e.happened_at) AS listing_age
FROM events AS e
LEFT JOIN buyers_known AS b ON b.buyer_id = e.buyer_id AND b.known_from <= e.known_from AND b.known_until > e.known_from
LEFT JOIN listed AS l ON l.id = e.listing_id AND l.known_from <= e.known_from AND l.known_until > e.known_from
LEFT JOIN rates AS r ON r.currency = e.currency AND r.day = e.rate_day AND r.known_from <= e.known_from AND r.known_until > e.known_from
LEFT JOIN rates AS lr ON lr.currency = l.currency AND lr.day = e.rate_day AND lr.known_from <= e.known_from AND lr.known_until > e.known_from
