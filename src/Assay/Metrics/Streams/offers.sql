WITH versions AS (
  -- Of the description, which is long, only what is asked of it goes on.
  SELECT * EXCLUDE (description), length(description) AS description_length, yes_no(is_slang(concat_ws(' ', title, description))) AS slang, coalesce(google_product_category, product_type) AS category, nullif(letters_of(brand), '') AS brand_letters, coalesce(sale_price, price) AS asked,
    hash({a: seller_id, b: title, c: description, d: brand, e: category, f: price, g: currency, h: sale_price, i: condition, j: gtin, k: mpn, l: image_link,
      m: additional_image_link, n: pdq, o: availability, p: quantity, q: ship_from_country, r: ship_from_region}) AS content,
    {content: content, title: title, pdq: pdq, image: image_link, brand: brand_letters, category: category, asked: asked, currency: currency, updated_at: updated_at} AS self
  FROM listings_read
), compared AS (
  SELECT * EXCLUDE (self), lag(self) OVER (PARTITION BY id ORDER BY known_from, known_until) AS former FROM versions
), facts AS (
  SELECT *, 1 AS event, created_at AS happened_at FROM compared
  UNION ALL
  -- A change has happened whatever comes after it: later versions do not take it back. It happened when the row says it was updated, else when it was seen.
  SELECT * REPLACE (9223372036854775807 AS known_until), 2,
    CASE WHEN updated_at <= observed_at AND updated_at IS DISTINCT FROM former.updated_at THEN updated_at ELSE observed_at END
  FROM compared WHERE former IS NOT NULL AND content <> former.content
  UNION ALL
  SELECT *, 3, removed_at FROM compared WHERE removed_at IS NOT NULL
), events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(happened_at)) AS known_from), rate_day(happened_at) AS rate_day, event = 2 AS is_change,
    CASE WHEN gtin IS NOT NULL THEN gtin_holds(gtin) END AS gtin_is_valid, coalesce(pdq, image_link) AS photo, text_of(title, 8) AS title_text
  FROM facts
), shops AS (
  SELECT seller_id, registered_at, known_from, known_until FROM sellers_known
), seen AS (
  SELECT unnest([hash('photo', photo), hash('title', title_text)]) AS shared, unnest([photo, title_text]) AS named, seller_id, known_from
  FROM (
    SELECT coalesce(pdq, image_link) AS photo, text_of(title, 8) AS title_text, hash(seller_id) AS seller_id, greatest(known_from, epoch_us(created_at)) AS known_from
    FROM listings_known WHERE known_until > epoch_us(created_at))
), pairs AS (
  SELECT shared, seller_id, min(known_from) AS since FROM seen WHERE named IS NOT NULL GROUP BY shared, seller_id
), grown AS (
  -- Most photos and titles are of one seller, and have no count that grows.
  SELECT shared, since, count(*) OVER (PARTITION BY shared ORDER BY since RANGE UNBOUNDED PRECEDING) AS sellers
  FROM pairs WHERE shared IN (SELECT shared FROM pairs GROUP BY shared HAVING count(*) > 1)
), moments AS (
  SELECT DISTINCT unnest([hash('photo', photo), hash('title', title_text)]) AS shared, known_from FROM events
), counted AS (
  SELECT m.shared, m.known_from, g.sellers
  FROM (FROM moments WHERE shared IN (SELECT shared FROM grown)) AS m ASOF JOIN grown AS g ON g.shared = m.shared AND m.known_from >= g.since
)
SELECT
  e.seller_id, e.id AS listing_id, epoch_us(e.happened_at) AS "at", hash(e.id, e.event) AS tie, e.known_from, e.known_until,
  e.event,
  CASE lower(e.condition) WHEN 'new' THEN 1 WHEN 'refurbished' THEN 2 WHEN 'used' THEN 3 ELSE CASE WHEN e.condition IS NOT NULL THEN 4 END END AS condition,
  CASE WHEN e.gtin_is_valid THEN 1 WHEN NOT e.gtin_is_valid THEN 2 END AS gtin,
  yes_no(e.mpn IS NOT NULL) AS has_mpn, yes_no(coalesce(e.image_link, e.pdq) IS NOT NULL) AS has_photo, yes_no(e.brand_letters IS NOT NULL) AS names_brand,
  e.slang, yes_no(is_disguised(e.title)) AS disguised, yes_no(is_accessory(e.title)) AS accessory,
  CASE WHEN e.is_change THEN yes_no(e.title <> e.former.title) END AS title_changed,
  -- Two hashes of the picture itself tell more than two links to it.
  CASE WHEN e.is_change THEN yes_no(coalesce(e.pdq <> e.former.pdq, e.image_link IS DISTINCT FROM e.former.image)) END AS photo_changed,
  CASE WHEN e.is_change THEN yes_no(e.brand_letters IS DISTINCT FROM e.former.brand) END AS brand_changed,
  CASE WHEN e.is_change THEN yes_no(e.category IS DISTINCT FROM e.former.category) END AS category_changed,
  1 + enum_code(e.ship_from_country) AS from_country,
  key_of(e.id) AS listing, key_of(e.category) AS category, key_of(e.brand_letters) AS brand, key_of(e.title_text) AS title,
  key_of(e.photo) AS photo,
  -- Leading zeros only fill a shorter number up; eight and more of nothing else name no product.
  CASE WHEN e.gtin_is_valid THEN key_of(nullif(ltrim(e.gtin, '0'), '')) WHEN e.brand_letters IS NOT NULL AND letters_of(e.mpn) <> ''
    THEN key_of(e.brand_letters || ' ' || letters_of(e.mpn)) END AS product,
  money(e.asked, e.currency, r.rate) AS price,
  parts(e.price - e.sale_price, e.price) AS discount,
  CASE WHEN e.is_change AND e.currency = e.former.currency AND e.asked <> e.former.asked THEN parts(e.asked, e.former.asked) END AS price_change,
  e.quantity, length(e.title) AS title_length, e.description_length,
  days_between(s.registered_at, e.happened_at) AS shop_age,
  CASE WHEN e.event = 3 THEN seconds_between(e.created_at, e.happened_at) END AS life,
  -- Sellers that were known with it then, this one among them.
  CASE WHEN e.photo IS NOT NULL THEN coalesce(cp.sellers, 1) END AS photo_sellers, CASE WHEN e.title_text IS NOT NULL THEN coalesce(ct.sellers, 1) END AS title_sellers
FROM events AS e
LEFT JOIN shops AS s ON s.seller_id = e.seller_id AND s.known_from <= e.known_from AND s.known_until > e.known_from
LEFT JOIN rates AS r ON r.currency = e.currency AND r.day = e.rate_day AND r.known_from <= e.known_from AND r.known_until > e.known_from
LEFT JOIN counted AS cp ON cp.shared = hash('photo', e.photo) AND cp.known_from = e.known_from
LEFT JOIN counted AS ct ON ct.shared = hash('title', e.title_text) AND ct.known_from = e.known_from
