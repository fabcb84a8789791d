-- Countries that the market delivers to, a hundredth of its parcels at least; where no parcel is known, those of its buyers.
DELETE FROM market_places;
INSERT INTO market_places
WITH delivered AS (
  SELECT CAST(to_country AS VARCHAR) AS country, count(*) AS parcels FROM shipments_as_of($1) WHERE order_id IS NOT NULL OR seller_id IS NOT NULL GROUP BY to_country
), lived AS (
  SELECT CAST(country AS VARCHAR) AS country, count(*) AS parcels FROM buyers_as_of($1) WHERE NOT EXISTS (FROM delivered) GROUP BY country
)
SELECT country FROM (FROM delivered UNION ALL FROM lived) WHERE country IS NOT NULL QUALIFY 100 * parcels >= sum(parcels) OVER () ORDER BY country;
