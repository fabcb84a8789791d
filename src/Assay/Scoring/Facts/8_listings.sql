CREATE OR REPLACE TEMP TABLE authorised AS
SELECT DISTINCT brand_id, seller_id FROM authorisations_as_of($1) WHERE valid_from <= $1 AND coalesce(valid_until > $1, true);

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

CREATE OR REPLACE TEMP TABLE listing_facts AS
SELECT
  o.listing_id, o.seller_id, o.brand_id AS matched_brand_id,
  price.price_of_product, price.product_peers AS price_of_product__peers, price.price_of_brand, price.brand_peers AS price_of_brand__peers,
  price.price_of_category, price.category_peers AS price_of_category__peers,
  CASE WHEN o.brand_id IS NOT NULL AND o.brand_id IN (SELECT brand_id FROM authorised) AND NOT o.is_accessory
    THEN (a.seller_id IS NULL AND coalesce(o.condition, 'new') = 'new')::DOUBLE END AS brand_without_authorisation,
  CASE WHEN o.brand_id IS NOT NULL THEN (a.seller_id IS NOT NULL)::DOUBLE END AS authorised_seller,
  o.is_accessory::DOUBLE AS accessory,
  (coalesce(o.condition, 'new') <> 'new')::DOUBLE AS second_hand,
  o.is_slang::DOUBLE AS replica_slang,
  o.is_disguised::DOUBLE AS disguised_letters,
  n.gtin_wrong, n.gtin_of_another_brand, t.part_number_not_the_brands, t.feature_never_made,
  photo.bad_users::DOUBLE AS photo_of_counterfeits,
  at_least(m.refunds_counterfeit_all, m.orders_all) AS listing_refunds_fake,
  at_least(m.says_fake_all, m.reviews_all) AS listing_reviews_say_fake,
  rep.upheld::DOUBLE AS notices_upheld, rep.refused::DOUBLE AS notices_refused, rep.open::DOUBLE AS notices_open,
  (out.verdict = 'counterfeit')::DOUBLE AS found_counterfeit, (out.verdict = 'genuine')::DOUBLE AS found_genuine,
  s.* EXCLUDE (seller_id, shop_name, is_closed, orders, hand_of_closed_shop__who)
FROM offers AS o
LEFT JOIN seller_facts AS s USING (seller_id)
LEFT JOIN price_facts AS price USING (listing_id)
LEFT JOIN number_facts AS n USING (listing_id) LEFT JOIN tell_facts AS t USING (listing_id)
LEFT JOIN photo_facts AS photo USING (listing_id) LEFT JOIN measured_listings AS m USING (listing_id)
LEFT JOIN listing_reports AS rep USING (listing_id)
LEFT JOIN listing_outcomes AS out USING (listing_id)
LEFT JOIN authorised AS a ON a.brand_id = o.brand_id AND a.seller_id = o.seller_id;
