-- One row a seller in scope: the facts that hold for all its listings. A null is a fact that nobody knows.
CREATE OR REPLACE TEMP TABLE seller_facts AS
SELECT
  s.seller_id, s.shop_name, s.closed_at IS NOT NULL AS is_closed,
  m.orders_all AS orders,
  at_least(m.refunds_counterfeit_all, m.orders_all) AS refunds_fake, k.fake_refunds AS refunds_fake__peers,
  at_least(m.refunds_not_as_described_all, m.orders_all) AS refunds_not_as_described, k.described_refunds AS refunds_not_as_described__peers,
  r.upheld::DOUBLE AS seller_notices_upheld, r.open::DOUBLE AS seller_notices_open,
  at_least(m.says_fake_all, m.reviews_all) AS seller_reviews_say_fake, k.say_fake AS seller_reviews_say_fake__peers,
  CASE WHEN m.reviews_all >= 5 THEN m.rating_mean_all END AS rating_low, k.rating AS rating_low__peers,
  CASE WHEN round(m.five_star_top_day_share_all * m.five_star_reviews_all) >= 6 THEN m.five_star_top_day_share_all * m.five_star_reviews_all / m.reviews_all END AS praise_in_one_day,
  CASE WHEN m.reviews_all >= 5 THEN m.new_five_star_reviews_all / m.reviews_all END AS praise_from_new_accounts,
  date_diff('day', s.registered_at, $1)::DOUBLE AS shop_age_days,
  CASE WHEN k.templates > 0.2 THEN (s.template = 'basic')::DOUBLE END AS stock_template,
  CASE WHEN k.papers > 0.5 THEN (s.identity_hash IS NULL)::DOUBLE END AS no_papers,
  o.operator_id, o.closed_others::DOUBLE AS operator_closed_before,
  h.kinds::DOUBLE AS hand_of_closed_shop, h.other AS hand_of_closed_shop__who,
  w.closed_senders::DOUBLE AS place_of_closed_shop,
  CASE WHEN m.views_all >= 30 THEN 1 - m.search_share_all - m.ad_share_all END AS traffic_handed_round, k.handed_round AS traffic_handed_round__peers,
  CASE WHEN f.found > 0 THEN at_least(f.found, f.looked_at) END AS shop_found_out,
  (s.seller_id IN (SELECT seller_id FROM market_closed))::DOUBLE AS closed_for_counterfeits
FROM sellers_as_of($1) AS s
CROSS JOIN market_means AS k
LEFT JOIN measured_sellers AS m USING (seller_id) LEFT JOIN seller_reports AS r USING (seller_id)
LEFT JOIN seller_operators AS o USING (seller_id)
LEFT JOIN seller_hands AS h USING (seller_id)
LEFT JOIN seller_places AS w USING (seller_id)
LEFT JOIN seller_outcomes AS f USING (seller_id)
WHERE s.seller_id IN (SELECT seller_id FROM scope_sellers);
