-- One row a live listing of the sellers in scope: its own facts and its seller's. A null is a fact that nobody knows.
SELECT
  o.listing_id, o.seller_id, o.brand_id AS matched_brand_id,
  price.price_of_product, price.product_peers AS price_of_product__peers, price.price_of_brand, price.brand_peers AS price_of_brand__peers,
  price.price_of_category, price.category_peers AS price_of_category__peers,
  CASE WHEN a.brand_id IS NOT NULL AND NOT o.is_accessory
    THEN (o.ground IN ('', 'right_holds', 'other_goods', 'place_unknown') AND NOT o.is_second_hand)::DOUBLE END AS brand_without_authorisation,
  CASE WHEN o.brand_id IS NOT NULL THEN (o.ground = 'authorised')::DOUBLE END AS authorised_seller,
  CASE WHEN o.brand_id IS NOT NULL AND NOT o.is_accessory THEN (o.ground IN ('foreign', 'expired', 'not_yet'))::DOUBLE END AS right_does_not_hold,
  o.is_accessory::DOUBLE AS accessory,
  o.is_second_hand::DOUBLE AS second_hand,
  o.is_slang::DOUBLE AS replica_slang,
  o.is_disguised::DOUBLE AS disguised_letters,
  n.gtin_wrong, n.gtin_of_another_brand, t.part_number_not_the_brands, t.feature_never_made,
  claim.product_contradicted,
  photo.bad_users::DOUBLE AS photo_of_counterfeits, bank.photo_in_counterfeit_bank, bank.official_photo_unauthorised, shown.photo_of_many_hands,
  at_least(m.refunds_counterfeit_all, m.orders_all) AS listing_refunds_fake,
  at_least(m.says_fake_all, m.reviews_all) AS listing_reviews_say_fake,
  rep.upheld::DOUBLE AS notices_upheld, rep.refused::DOUBLE AS notices_refused, rep.open::DOUBLE AS notices_open,
  (out.verdict = 'counterfeit')::DOUBLE AS found_counterfeit, (out.verdict = 'genuine')::DOUBLE AS found_genuine,
  s.* EXCLUDE (seller_id, shop_name, is_closed, orders, operator_id, hand_of_closed_shop__who)
FROM offers AS o
LEFT JOIN seller_facts AS s USING (seller_id)
LEFT JOIN price_facts AS price USING (listing_id)
LEFT JOIN number_facts AS n USING (listing_id) LEFT JOIN tell_facts AS t USING (listing_id)
LEFT JOIN claim_facts AS claim USING (listing_id) LEFT JOIN bank_facts AS bank USING (listing_id) LEFT JOIN picture_facts AS shown USING (listing_id)
LEFT JOIN photo_facts AS photo USING (listing_id) LEFT JOIN measured_listings AS m USING (listing_id)
LEFT JOIN listing_reports AS rep USING (listing_id)
LEFT JOIN listing_outcomes AS out USING (listing_id)
LEFT JOIN authorising AS a ON a.brand_id = o.brand_id;
