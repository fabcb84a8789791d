WITH facts AS (
  SELECT *, 1 AS event, created_at AS happened_at FROM reports_read
  UNION ALL
  SELECT *, 2, resolved_at FROM reports_read WHERE resolved_at IS NOT NULL
), events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(happened_at)) AS known_from) FROM facts
), listed AS (
  SELECT id, seller_id, created_at, known_from, known_until FROM listings_known
), decided AS (
  SELECT reporter_id, resolution, min(greatest(known_from, epoch_us(resolved_at))) AS since
  FROM reports_known WHERE known_until > epoch_us(resolved_at) AND resolution IS NOT NULL
  GROUP BY reporter_id, report_id, resolution
), records AS (
  SELECT reporter_id, since, count(*) FILTER (resolution = 'upheld') OVER known AS upheld, count(*) OVER known AS decided
  FROM decided WINDOW known AS (PARTITION BY reporter_id ORDER BY since RANGE UNBOUNDED PRECEDING)
)
SELECT
  -- A report on a listing is its seller's too, whether or not it says so.
  coalesce(e.seller_id, l.seller_id) AS seller_id, e.listing_id, epoch_us(e.happened_at) AS "at", hash(e.report_id, e.event) AS tie, e.known_from, e.known_until,
  e.event, 1 + enum_code(e.reason) AS reason, 1 + enum_code(e.reporter_kind) AS reporter_kind,
  CASE WHEN e.event = 2 THEN 1 + enum_code(e.resolution) END AS resolution,
  yes_no(e.text IS NOT NULL) AS has_text, yes_no(e.right_id IS NOT NULL) AS names_right,
  key_of(e.reporter_id) AS reporter, key_of(e.listing_id) AS listing, key_of(e.brand_id) AS brand,
  CASE WHEN e.event = 2 THEN seconds_between(e.created_at, e.happened_at) END AS delay,
  days_between(l.created_at, e.happened_at) AS listing_age,
  parts(r.upheld, r.decided) AS reporter_record
FROM events AS e
ASOF LEFT JOIN records AS r ON r.reporter_id = e.reporter_id AND e.known_from >= r.since
LEFT JOIN listed AS l ON l.id = e.listing_id AND l.known_from <= e.known_from AND l.known_until > e.known_from
