-- The market's common money; a market without exchange rates counts in the money that most orders are in.
CREATE OR REPLACE TEMP TABLE traced_rates AS
SELECT currency, rate FROM market_rates
UNION ALL
SELECT mode(currency), 1.0 FROM orders_as_of($1) WHERE NOT EXISTS (FROM market_rates) HAVING count(*) > 0;

-- How likely the goods of each listing are counterfeit, as of $1: by what was found of it, else by what was decided. Listings of a shop that was closed for
-- counterfeits and that nobody decided on are taken for counterfeit as often as a closed shop's are found to be.
CREATE OR REPLACE TEMP TABLE traced_listings AS
WITH found AS (
  SELECT subject_id AS listing_id, arg_max(CAST(verdict AS VARCHAR), ("at", CAST(verdict AS VARCHAR))) AS verdict
  FROM outcomes_as_of($1) WHERE subject = 'listing' AND "at" <= $1 GROUP BY subject_id
), of_closed AS (
  -- One more of either, so that few findings do not settle it.
  SELECT (1.0 + count(*) FILTER (WHERE f.verdict = 'counterfeit')) / (2.0 + count(*)) AS share
  FROM found AS f JOIN listings_as_of($1) AS l ON l.id = f.listing_id WHERE l.seller_id IN (SELECT seller_id FROM market_closed)
)
SELECT l.id AS listing_id, l.seller_id, d.matched_brand_id AS brand_id, l.google_product_category AS category,
  CASE
    WHEN f.verdict = 'counterfeit' THEN 1.0
    WHEN f.verdict = 'genuine' THEN 0.0
    WHEN d.action IN ('hold', 'take_down') THEN d.probability
    WHEN l.seller_id IN (SELECT seller_id FROM market_closed) THEN (SELECT share FROM of_closed)
    ELSE coalesce(d.probability, 0.0)
  END AS counterfeit,
  coalesce(f.verdict = 'counterfeit', FALSE) OR coalesce(d.action IN ('hold', 'take_down'), FALSE) OR l.seller_id IN (SELECT seller_id FROM market_closed) AS is_flagged
FROM listings_as_of($1) AS l LEFT JOIN found AS f ON f.listing_id = l.id LEFT JOIN decisions AS d ON d.listing_id = l.id;
