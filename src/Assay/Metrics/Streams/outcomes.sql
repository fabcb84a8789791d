WITH events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us("at")) AS known_from), CASE WHEN subject = 'listing' THEN subject_id END AS listing_id FROM outcomes_read
), listed AS (
  SELECT id, seller_id, known_from, known_until FROM listings_known
)
SELECT
  CASE WHEN e.subject = 'seller' THEN e.subject_id ELSE l.seller_id END AS seller_id, e.listing_id, epoch_us(e."at") AS "at",
  hash(coalesce(e.outcome_id, ''), CASE WHEN e.outcome_id IS NULL THEN (e.subject, e.subject_id, e."at") END) AS tie, e.known_from, e.known_until,
  1 + enum_code(e.verdict) AS verdict, 1 + enum_code(e.basis) AS basis, key_of(e.listing_id) AS listing,
  whole(coalesce(e.weight, 1) * 10000) AS weight
FROM events AS e
LEFT JOIN listed AS l ON l.id = e.listing_id AND l.known_from <= e.known_from AND l.known_until > e.known_from
