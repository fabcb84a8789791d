-- Parcels that leave the country as of $1, and what of them contradicts what is sold or who sends it. What is usual is learned from all parcels of the category: its customs
-- headings, its declared words, its weight.
CREATE OR REPLACE TEMP TABLE exported_parcels AS
WITH sent AS (
  SELECT s.shipment_id, s.seller_id, s.from_site, coalesce(s.from_country, f.country) AS from_country, s.to_country, s.weight_g / greatest(o.quantity, 1) AS grams,
    left(s.hs_code, 4) AS heading, lower(trim(s.declared_goods)) AS goods, CAST(s.declared_value AS DOUBLE) / rs.rate AS declared, CAST(o.amount AS DOUBLE) / ro.rate AS paid,
    coalesce(l.category, 'none') AS category, coalesce(l.is_flagged, FALSE) AS is_flagged, s.sender_phone_hash AS sender, w.ship_from_country
  FROM shipments_as_of($1) AS s
  JOIN orders_as_of($1) AS o ON o.order_id = s.order_id
  LEFT JOIN traced_listings AS l ON l.listing_id = o.listing_id
  LEFT JOIN listings_as_of($1) AS w ON w.id = o.listing_id
  LEFT JOIN sites_as_of($1) AS f ON f.site_id = s.from_site
  LEFT JOIN traced_rates AS ro ON ro.currency = o.currency
  LEFT JOIN traced_rates AS rs ON rs.currency = s.currency
  WHERE s.shipped_at <= $1
), headings AS (
  SELECT category, heading, parcels / sum(parcels) OVER (PARTITION BY category) AS share, sum(parcels) OVER (PARTITION BY category) AS cases
  FROM (SELECT category, heading, count(*) AS parcels FROM sent WHERE heading IS NOT NULL GROUP BY category, heading)
), words AS (
  -- Words that stand for goods of many categories say nothing: gift, sample, daily goods.
  SELECT goods, count(DISTINCT category) AS categories FROM sent WHERE goods IS NOT NULL GROUP BY goods
), weights AS (
  SELECT category, median(grams) AS usual, count(*) AS cases FROM sent WHERE grams > 0 GROUP BY category
), senders AS (
  SELECT sender, count(DISTINCT seller_id) AS sellers FROM sent WHERE sender IS NOT NULL AND seller_id IS NOT NULL GROUP BY sender
), all_categories AS (
  SELECT count(DISTINCT category) AS n FROM sent
), judged AS (
  SELECT s.*, w.usual,
    h.cases >= 30 AND coalesce(h2.share, 0) < 0.01 AND s.heading IS NOT NULL AS is_other_heading,
    c.categories >= greatest(4, a.n / 2) AS is_vague,
    s.declared < 0.5 * s.paid AS is_low,
    w.cases >= 30 AND (s.grams < 0.35 * w.usual OR s.grams > 3 * w.usual) AS is_strange_weight,
    n.sellers BETWEEN 2 AND 5 AS is_shared_sender,
    s.from_site IN (SELECT site FROM traced_sources) AS is_from_source
  FROM sent AS s CROSS JOIN all_categories AS a
  LEFT JOIN (SELECT category, any_value(cases) AS cases FROM headings GROUP BY category) AS h ON h.category = s.category
  LEFT JOIN headings AS h2 ON h2.category = s.category AND h2.heading = s.heading
  LEFT JOIN words AS c ON c.goods = s.goods LEFT JOIN weights AS w ON w.category = s.category LEFT JOIN senders AS n ON n.sender = s.sender
  WHERE s.from_country <> s.to_country
), reasoned AS (
  SELECT shipment_id, is_flagged, list_filter([
    CASE WHEN is_other_heading THEN {'code': 'other_heading', 'sentence': format('It is declared under heading {}, goods of its category hardly ever are', heading), 'weight': 0.5} END,
    CASE WHEN is_low THEN {'code': 'low_value', 'sentence': format('It is declared at {:.2f} and was sold for {:.2f}', declared, paid), 'weight': 0.4} END,
    CASE WHEN is_strange_weight THEN {'code': 'strange_weight', 'sentence': format('A piece weighs {:.0f} g, its like {:.0f} g', grams, usual), 'weight': 0.35} END,
    CASE WHEN is_vague THEN {'code': 'vague_goods', 'sentence': format('It is declared as {}, as goods of many kinds are', goods), 'weight': 0.25} END,
    CASE WHEN is_from_source THEN {'code': 'from_source', 'sentence': format('It left from {}, a suspected source', from_site), 'weight': 0.4} END,
    CASE WHEN is_shared_sender THEN {'code': 'shared_sender', 'sentence': 'Its sender''s telephone stands on parcels of other shops too', 'weight': 0.2} END,
    CASE WHEN is_flagged THEN {'code': 'flagged_goods', 'sentence': 'The listing that it was ordered from is held, taken down or of a closed shop', 'weight': 0.6} END,
    CASE WHEN ship_from_country <> from_country THEN {'code': 'other_route', 'sentence': format('It left from {}, its listing says that it is sent from {}', from_country, ship_from_country), 'weight': 0.15} END
  ], lambda r: r IS NOT NULL) AS reasons
  FROM judged
)
SELECT shipment_id, reasons FROM reasoned;
