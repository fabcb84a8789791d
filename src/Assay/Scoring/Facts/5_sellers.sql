-- One row a seller: the facts that hold for all its listings. A null is a fact that nobody knows.
CREATE OR REPLACE TEMP TABLE seller_facts AS
WITH market AS (
  SELECT at_least(sum(fake_refunds), sum(orders)) AS fake_refunds, at_least(sum(described_refunds), sum(orders)) AS described_refunds FROM seller_orders
), complaints AS (SELECT at_least(sum(say_fake), sum(reviews)) AS say_fake, sum(rating * reviews) / sum(reviews) AS rating FROM seller_reviews),
papers AS (SELECT count(identity_hash)::DOUBLE / count(*) AS share, count(template)::DOUBLE / count(*) AS templates FROM sellers_as_of($1)),
handed AS (
  SELECT o.seller_id, sum(v.views) AS views, sum(v.handed_round) AS handed_round FROM offers AS o JOIN listing_views AS v USING (listing_id) GROUP BY o.seller_id
), views AS (SELECT sum(handed_round)::DOUBLE / sum(views) AS share FROM handed)
SELECT
  s.seller_id, s.shop_name, s.closed_at IS NOT NULL AS is_closed,
  o.orders,
  at_least(o.fake_refunds, o.orders) AS refunds_fake, m.fake_refunds AS refunds_fake__peers,
  at_least(o.described_refunds, o.orders) AS refunds_not_as_described, m.described_refunds AS refunds_not_as_described__peers,
  r.upheld::DOUBLE AS seller_notices_upheld, r.open::DOUBLE AS seller_notices_open,
  at_least(v.say_fake, v.reviews) AS seller_reviews_say_fake, c.say_fake AS seller_reviews_say_fake__peers,
  CASE WHEN v.reviews >= 5 THEN v.rating END AS rating_low, c.rating AS rating_low__peers,
  CASE WHEN v.busiest_praise >= 6 THEN v.busiest_praise::DOUBLE / v.reviews END AS praise_in_one_day,
  CASE WHEN v.reviews >= 5 THEN v.of_young::DOUBLE / v.reviews END AS praise_from_new_accounts,
  date_diff('day', s.registered_at, $1)::DOUBLE AS shop_age_days,
  CASE WHEN p.templates > 0.2 THEN (s.template = 'basic')::DOUBLE END AS stock_template,
  CASE WHEN p.share > 0.5 THEN (s.identity_hash IS NULL)::DOUBLE END AS no_papers,
  h.kinds::DOUBLE AS hand_of_closed_shop, h.other AS hand_of_closed_shop__who,
  w.closed_senders::DOUBLE AS place_of_closed_shop,
  CASE WHEN t.views >= 30 THEN t.handed_round::DOUBLE / t.views END AS traffic_handed_round, u.share AS traffic_handed_round__peers,
  CASE WHEN f.found > 0 THEN at_least(f.found, f.looked_at) END AS shop_found_out,
  (s.seller_id IN (SELECT seller_id FROM closed_for_fakes))::DOUBLE AS closed_for_counterfeits
FROM sellers_as_of($1) AS s
CROSS JOIN market AS m CROSS JOIN complaints AS c CROSS JOIN papers AS p CROSS JOIN views AS u
LEFT JOIN seller_orders AS o USING (seller_id) LEFT JOIN seller_reports AS r USING (seller_id)
LEFT JOIN seller_reviews AS v USING (seller_id) LEFT JOIN seller_hands AS h USING (seller_id)
LEFT JOIN seller_places AS w USING (seller_id) LEFT JOIN handed AS t USING (seller_id)
LEFT JOIN seller_outcomes AS f USING (seller_id);
