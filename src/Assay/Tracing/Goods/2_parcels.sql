-- Parcels of sellers as of $1. What they hold is said by the kind of goods that was ordered, as the customs heading that most of that kind are declared under, else by their own
-- heading: some declare nothing, or anything.
CREATE OR REPLACE TEMP TABLE traced_sent AS
SELECT s.seller_id, s.from_site AS site, date_trunc('day', s.shipped_at) AS day, s.parent_shipment_id AS lot, left(s.hs_code, 4) AS heading, lower(trim(s.declared_goods)) AS words,
  l.brand_id, l.category, coalesce(l.counterfeit, 0.0) AS counterfeit, coalesce(l.is_flagged, FALSE) AS is_flagged,
  coalesce(CAST(o.amount AS DOUBLE) / ro.rate, CAST(s.declared_value AS DOUBLE) / rs.rate, 0.0) AS value
FROM shipments_as_of($1) AS s
LEFT JOIN orders_as_of($1) AS o ON o.order_id = s.order_id
LEFT JOIN traced_listings AS l ON l.listing_id = o.listing_id
LEFT JOIN traced_rates AS ro ON ro.currency = o.currency
LEFT JOIN traced_rates AS rs ON rs.currency = s.currency
WHERE s.seller_id IS NOT NULL AND s.from_site IS NOT NULL AND s.shipped_at <= $1;

CREATE OR REPLACE TEMP TABLE traced_headings AS SELECT category, mode(heading) AS heading FROM traced_sent WHERE heading IS NOT NULL AND category IS NOT NULL GROUP BY category;

-- Those of one seller, place, day, lot and goods together: how many, what they are worth in the market's common money, and how much of that is expected to be counterfeit. A
-- parcel whose order is not known is worth what was declared.
CREATE OR REPLACE TEMP TABLE traced_parcels AS
SELECT s.seller_id, s.site, s.day, s.lot, coalesce(h.heading, s.heading) AS goods, s.brand_id, s.category, s.is_flagged, count(*) AS shipments, sum(value) AS value, sum(value * counterfeit) AS counterfeit
FROM traced_sent AS s LEFT JOIN traced_headings AS h USING (category) GROUP BY ALL;
