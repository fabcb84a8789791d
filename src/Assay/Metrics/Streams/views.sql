WITH events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us("at")) AS known_from) FROM views_read
), listed AS (
  SELECT id, seller_id, created_at, known_from, known_until FROM listings_known
)
SELECT
  l.seller_id, e.listing_id, epoch_us(e."at") AS "at", hash(e.listing_id, e.viewer_id, e."at") AS tie, e.known_from, e.known_until,
  1 + enum_code(e.via) AS via, key_of(e.viewer_id) AS viewer, key_of(e.listing_id) AS listing,
  e.position, days_between(l.created_at, e."at") AS listing_age
FROM events AS e
LEFT JOIN listed AS l ON l.id = e.listing_id AND l.known_from <= e.known_from AND l.known_until > e.known_from
