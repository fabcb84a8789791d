-- What holds for all sellers together.
DELETE FROM market_means;
INSERT INTO market_means
WITH market AS (
  SELECT
    at_least(sum(refunds_counterfeit_all), sum(orders_all)) AS fake_refunds, at_least(sum(refunds_not_as_described_all), sum(orders_all)) AS described_refunds,
    at_least(sum(says_fake_all), sum(reviews_all)) AS say_fake,
    sum(CAST(round(rating_mean_all * reviews_all * 1000) AS BIGINT))::DOUBLE / 1000 / sum(reviews_all) AS rating,
    sum(CAST(round((1 - search_share_all - ad_share_all) * views_all) AS BIGINT))::DOUBLE / sum(views_all) AS handed_round
  FROM measured_sellers
), papers AS (SELECT count(identity_hash)::DOUBLE / count(*) AS share, count(template)::DOUBLE / count(*) AS templates FROM sellers_as_of($1))
SELECT k.fake_refunds, k.described_refunds, k.say_fake, k.rating, k.handed_round, p.share, p.templates FROM market AS k CROSS JOIN papers AS p;
