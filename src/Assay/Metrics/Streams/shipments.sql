WITH facts AS (
  SELECT *, 1 AS event, shipped_at AS happened_at FROM shipments_read
  UNION ALL
  SELECT *, 2, delivered_at FROM shipments_read WHERE delivered_at IS NOT NULL
), events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us(happened_at)) AS known_from), rate_day(happened_at) AS rate_day FROM facts
), placed AS (
  SELECT order_id, listing_id, quantity, amount, currency, ordered_at, known_from, known_until FROM orders_known
), shops AS (
  SELECT seller_id, country, known_from, known_until FROM sellers_known
), goods AS (
  -- Few words stand on many parcels: each is read once. 'Gift', 'sample', 'daily goods' name nothing that customs could look for.
  SELECT declared_goods, key_of(text_of(declared_goods, 12)) AS letters,
    NOT regexp_full_match(trim(declared_goods), '(?i)(gifts?|samples?|accessories|accessory|(daily|general|mixed|personal)? ?(goods|items|articles|effects|merchandise)|parts|others?|misc(ellaneous)?|n/?a|none|礼品|样品|配件|日用品|其他|geschenk|muster|zubehör|regalo|muestra|accesorios|подарок|образец|аксессуары|cadeau|échantillon|accessoires)?') AS names_goods
  FROM (SELECT DISTINCT declared_goods FROM shipments_read WHERE declared_goods IS NOT NULL)
)
SELECT
  e.seller_id, o.listing_id, epoch_us(e.happened_at) AS "at", hash(e.shipment_id, e.event) AS tie, e.known_from, e.known_until,
  e.event, 1 + enum_code(coalesce(e.from_country, p.country)) AS from_country, 1 + enum_code(e.to_country) AS to_country,
  yes_no(coalesce(e.from_country, p.country) <> s.country) AS from_abroad,
  yes_no(coalesce(e.from_country, p.country) <> e.to_country) AS crosses_border,
  yes_no(p.kind IN ('shared_warehouse', 'pick_up_station', 'port')) AS from_hub,
  yes_no(g.names_goods) AS names_goods,
  key_of(e.carrier) AS carrier, key_of(e.from_site) AS from_site, key_of(coalesce(e.from_region, p.region)) AS from_region,
  key_of(e.to_region) AS to_region, key_of(e.to_site) AS to_site, key_of(e.sender_phone_hash) AS sender_phone,
  coalesce(g.letters, 0) AS goods, key_of(e.hs_code) AS hs_code,
  whole(e.weight_g) AS weight, whole(e.weight_g / o.quantity) AS weight_of_piece,
  money(e.declared_value, e.currency, r.rate) AS declared_value,
  CASE WHEN e.currency = o.currency THEN parts(e.declared_value, o.amount)
    ELSE parts(e.declared_value::DOUBLE / rate_of(e.currency, r.rate), o.amount::DOUBLE / rate_of(o.currency, sold.rate)) END AS declared_of_sold,
  CASE WHEN e.event = 1 THEN seconds_between(o.ordered_at, e.happened_at) ELSE seconds_between(e.shipped_at, e.happened_at) END AS delay,
  NULL AS distance, coalesce(e.from_lat, p.lat) AS latitude, coalesce(e.from_lon, p.lon) AS longitude
FROM events AS e
LEFT JOIN placed AS o ON o.order_id = e.order_id AND o.known_from <= e.known_from AND o.known_until > e.known_from
LEFT JOIN goods AS g ON g.declared_goods = e.declared_goods
LEFT JOIN shops AS s ON s.seller_id = e.seller_id AND s.known_from <= e.known_from AND s.known_until > e.known_from
LEFT JOIN sites_known AS p ON p.site_id = e.from_site AND p.known_from <= e.known_from AND p.known_until > e.known_from
LEFT JOIN rates AS r ON r.currency = e.currency AND r.day = e.rate_day AND r.known_from <= e.known_from AND r.known_until > e.known_from
LEFT JOIN rates AS sold ON sold.currency = o.currency AND sold.day = e.rate_day AND sold.known_from <= e.known_from AND sold.known_until > e.known_from
