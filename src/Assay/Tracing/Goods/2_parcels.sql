-- Parcels of sellers as of $1, those of one seller, place, day, lot and goods together: how many, what they are worth in the market's common money, and how much of
-- that is expected to be counterfeit. A parcel whose order is not known is worth what was declared.
CREATE OR REPLACE TEMP TABLE traced_parcels AS
WITH sent AS (
  SELECT s.seller_id, s.from_site AS site, date_trunc('day', s.shipped_at) AS day, s.parent_shipment_id AS lot,
    coalesce(left(s.hs_code, 4), lower(s.declared_goods)) AS goods, l.brand_id, l.category, coalesce(l.counterfeit, 0.0) AS counterfeit, coalesce(l.is_flagged, FALSE) AS is_flagged,
    coalesce(CAST(o.amount AS DOUBLE) / ro.rate, CAST(s.declared_value AS DOUBLE) / rs.rate, 0.0) AS value
  FROM shipments_as_of($1) AS s
  LEFT JOIN orders_as_of($1) AS o ON o.order_id = s.order_id
  LEFT JOIN traced_listings AS l ON l.listing_id = o.listing_id
  LEFT JOIN traced_rates AS ro ON ro.currency = o.currency
  LEFT JOIN traced_rates AS rs ON rs.currency = s.currency
  WHERE s.seller_id IS NOT NULL AND s.from_site IS NOT NULL AND s.shipped_at <= $1
)
SELECT seller_id, site, day, lot, goods, brand_id, category, is_flagged, count(*) AS shipments, sum(value) AS value, sum(value * counterfeit) AS counterfeit
FROM sent GROUP BY ALL;
