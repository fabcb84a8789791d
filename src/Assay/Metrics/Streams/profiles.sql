WITH versions AS (
  SELECT *, row_number() OVER older AS version,
    hash({a: shop_name, b: legal_name, c: registered_address, d: identity_hash, e: country, f: region, g: city, h: template, i: payout_account,
      j: phone_hash, k: email_hash, l: address_hash}) AS content,
    lag(content) OVER older AS content_before
  FROM sellers_read
  WINDOW older AS (PARTITION BY seller_id ORDER BY known_from, known_until)
), facts AS (
  SELECT *, 1 AS event, registered_at AS happened_at FROM versions
  UNION ALL
  -- A change has happened whatever comes after it: later versions do not take it back.
  SELECT * REPLACE (9223372036854775807 AS known_until), 2, observed_at FROM versions WHERE version > 1 AND content <> content_before
  UNION ALL
  SELECT *, 3, closed_at FROM versions WHERE closed_at IS NOT NULL
)
SELECT
  seller_id, epoch_us(happened_at) AS "at", hash(seller_id, event) AS tie, greatest(known_from, epoch_us(happened_at)) AS known_from, known_until,
  event, CASE WHEN template = 'basic' THEN 1 WHEN template IS NOT NULL THEN 2 END AS template,
  yes_no(identity_hash IS NOT NULL) AS has_papers, yes_no(legal_name IS NOT NULL) AS has_name,
  yes_no(coalesce(registered_address, address_hash) IS NOT NULL) AS has_address, yes_no(payout_account IS NOT NULL) AS has_payout,
  1 + enum_code(country) AS country,
  key_of(identity_hash) AS papers, key_of(payout_account) AS payout, key_of(phone_hash) AS phone, key_of(email_hash) AS mail,
  key_of(address_hash) AS address, key_of(nullif(letters_of(legal_name), '')) AS name, key_of(nullif(letters_of(city), '')) AS city
FROM facts
