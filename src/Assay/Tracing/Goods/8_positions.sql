-- Where each suspected place is: as it is on record, else as parcels and lots from there say, else by its region alone. A position on record that lies further than 500 km
-- from what else is known of its region is not believed. Distances by haversine on a sphere of 6,371 km.
CREATE OR REPLACE TEMP MACRO km_between(a_lat, a_lon, b_lat, b_lon) AS
  2 * 6371 * asin(least(1, sqrt(pow(sin(radians(b_lat - a_lat) / 2), 2) + cos(radians(a_lat)) * cos(radians(b_lat)) * pow(sin(radians(b_lon - a_lon) / 2), 2))));

CREATE OR REPLACE TEMP TABLE traced_positions AS
WITH recorded AS (
  -- Nobody's place is at 0° 0°: a missing position that was written as a number.
  SELECT site_id AS site, CAST(kind AS VARCHAR) AS recorded_as, country, region, CASE WHEN lat <> 0 OR lon <> 0 THEN lat END AS lat, CASE WHEN lat <> 0 OR lon <> 0 THEN lon END AS lon
  FROM sites_as_of($1)
), seen AS (
  SELECT from_site AS site, median(from_lat) AS lat, median(from_lon) AS lon, mode(from_country) AS country, mode(from_region) AS region,
    list(from_lat) AS lats, list(from_lon) AS lons
  FROM shipments_as_of($1) WHERE from_site IN (SELECT site FROM traced_sources) AND (from_lat <> 0 OR from_lon <> 0 OR from_lat IS NULL)
  GROUP BY from_site
), regions AS (
  SELECT country, region, median(lat) AS lat, median(lon) AS lon, count(*) AS places FROM recorded WHERE lat IS NOT NULL AND region IS NOT NULL GROUP BY ALL
), known AS (
  SELECT t.site, r.recorded_as, coalesce(r.country, s.country) AS country, coalesce(r.region, s.region) AS region, coalesce(r.lat, s.lat) AS lat, coalesce(r.lon, s.lon) AS lon, r.lat IS NOT NULL AS is_recorded
  FROM traced_sources AS t LEFT JOIN recorded AS r USING (site) LEFT JOIN seen AS s USING (site)
)
SELECT k.site, k.recorded_as, k.country, k.region,
  CASE WHEN is_strange THEN NULL ELSE k.lat END AS lat, CASE WHEN is_strange THEN NULL ELSE k.lon END AS lon,
  CASE WHEN is_strange OR k.lat IS NULL THEN NULL WHEN k.is_recorded THEN 1.0 ELSE 10.0 END AS radius_km,
  CASE WHEN is_strange THEN 'the position on record lies far from the region on record' WHEN k.lat IS NULL THEN 'no position is on record' END AS unknown
FROM (
  SELECT known.*, coalesce(known.lat IS NOT NULL AND g.places >= 3 AND km_between(known.lat, known.lon, g.lat, g.lon) > 500, FALSE) AS is_strange
  FROM known LEFT JOIN regions AS g ON g.country = known.country AND g.region = known.region
) AS k;
