-- Brands that authorised somebody, so that others are not.
CREATE OR REPLACE TEMP TABLE authorising AS
SELECT DISTINCT brand_id FROM authorisations_as_of($1) WHERE valid_from <= $1 AND coalesce(valid_until > $1, true);

CREATE OR REPLACE TEMP TABLE number_facts AS
SELECT
  o.listing_id,
  CASE WHEN o.gtin IS NOT NULL THEN (NOT gtin_holds(o.gtin))::DOUBLE END AS gtin_wrong,
  CASE WHEN o.gtin IS NOT NULL AND o.brand_id IS NOT NULL AND p.brand_id IS NOT NULL THEN (p.brand_id <> o.brand_id)::DOUBLE END AS gtin_of_another_brand
FROM offers AS o
LEFT JOIN (SELECT gtin, any_value(brand_id) AS brand_id FROM products_as_of($1) WHERE gtin IN (SELECT gtin FROM offers) GROUP BY gtin HAVING count(DISTINCT brand_id) = 1) AS p ON p.gtin = o.gtin;

-- Part numbers that the brand's own grammar does not allow, and features that it never made.
CREATE OR REPLACE TEMP TABLE offer_tells AS
WITH meant AS (
  SELECT o.listing_id, p.product_id FROM offers AS o JOIN products_as_of($1) AS p ON p.gtin = o.gtin
  UNION SELECT o.listing_id, p.product_id FROM offers AS o JOIN products_as_of($1) AS p ON p.mpn = o.mpn
), known AS (SELECT brand_id, product_id, kind, value FROM tells_as_of($1) WHERE kind IN ('mpn_pattern', 'never_made'))
SELECT o.listing_id, t.kind, t.value FROM offers AS o JOIN known AS t USING (brand_id) WHERE t.product_id IS NULL
UNION ALL
SELECT o.listing_id, t.kind, t.value FROM offers AS o JOIN meant USING (listing_id) JOIN known AS t ON t.brand_id = o.brand_id AND t.product_id = meant.product_id;

CREATE OR REPLACE TEMP TABLE tell_facts AS
SELECT o.listing_id,
  max(CASE WHEN t.kind = 'mpn_pattern' AND o.mpn IS NOT NULL THEN (NOT regexp_matches(o.mpn, t.value))::DOUBLE END) AS part_number_not_the_brands,
  max(CASE WHEN t.kind = 'never_made' THEN contains(lower(o.title), lower(t.value))::DOUBLE END) AS feature_never_made
FROM offers AS o JOIN offer_tells AS t USING (listing_id)
WHERE NOT o.is_accessory
GROUP BY o.listing_id;
