-- The market's common money; a market without exchange rates counts in the money that most orders are in.
CREATE OR REPLACE TEMP TABLE traced_rates AS
SELECT currency, rate FROM market_rates
UNION ALL
SELECT mode(currency), 1.0 FROM orders_as_of($1) WHERE NOT EXISTS (FROM market_rates) HAVING count(*) > 0;

CREATE OR REPLACE TEMP MACRO another(most, is_one) AS coalesce(CASE WHEN is_one THEN most[2] ELSE most[1] END, 0.0);

-- How likely the goods of each listing are counterfeit, as of $1, by itself: what was found of it, else what was decided. Listings of a shop that was closed for
-- counterfeits and that nobody decided on are taken for counterfeit as often as a closed shop's are found to be.
CREATE OR REPLACE TEMP TABLE traced_alone AS
WITH found AS (
  SELECT subject_id AS listing_id, arg_max(CAST(verdict AS VARCHAR), ("at", CAST(verdict AS VARCHAR))) AS verdict, bool_or(basis = 'audit') AS is_audited
  FROM outcomes_as_of($1) WHERE subject = 'listing' AND "at" <= $1 GROUP BY subject_id
), of_closed AS (
  -- One more of either, so that few findings do not settle it.
  SELECT (1.0 + count(*) FILTER (WHERE f.verdict = 'counterfeit')) / (2.0 + count(*)) AS share
  FROM found AS f JOIN listings_as_of($1) AS l ON l.id = f.listing_id WHERE l.seller_id IN (SELECT seller_id FROM market_closed)
)
SELECT l.id AS listing_id, l.seller_id, o.operator_id, d.matched_brand_id AS brand_id, l.google_product_category AS category, f.verdict, coalesce(f.is_audited, FALSE) AS is_audited,
  CASE
    WHEN f.verdict = 'counterfeit' THEN 1.0
    WHEN f.verdict = 'genuine' THEN 0.0
    WHEN d.action IN ('hold', 'take_down') THEN d.probability
    WHEN l.seller_id IN (SELECT seller_id FROM market_closed) THEN (SELECT share FROM of_closed)
    ELSE coalesce(d.probability, 0.0)
  END AS counterfeit,
  coalesce(f.verdict = 'counterfeit', FALSE) OR f.verdict IS NULL AND coalesce(d.action IN ('hold', 'take_down'), FALSE) OR l.seller_id IN (SELECT seller_id FROM market_closed) AS is_flagged
FROM listings_as_of($1) AS l LEFT JOIN found AS f ON f.listing_id = l.id LEFT JOIN decisions AS d ON d.listing_id = l.id LEFT JOIN operators AS o ON o.seller_id = l.seller_id;

-- The same beside what else the shop and its operator sell: of goods of the same brand or kind as flagged ones of the shop, or of other goods of it, or of other shops of
-- one hand, as many are taken for counterfeit as random audits find, times how likely the flagged ones are. Before any audit: a half, an eighth, a third; judgements.
CREATE OR REPLACE TEMP TABLE traced_beside AS
WITH of_brand AS (
  SELECT seller_id, brand_id, max(counterfeit, 2) AS most FROM traced_alone WHERE is_flagged AND brand_id IS NOT NULL GROUP BY ALL
), of_kind AS (
  SELECT seller_id, category, max(counterfeit, 2) AS most FROM traced_alone WHERE is_flagged AND category IS NOT NULL GROUP BY ALL
), of_shop AS (
  SELECT seller_id, max(counterfeit, 2) AS most FROM traced_alone WHERE is_flagged GROUP BY ALL
), of_hand AS (
  SELECT operator_id, max(counterfeit, 2) AS most FROM traced_alone WHERE is_flagged AND operator_id IS NOT NULL GROUP BY ALL
), beside AS (
  -- The likeliest flagged one beside a listing is the shop's second where it is the first itself.
  SELECT a.*, greatest(another(b.most, a.is_flagged), another(k.most, a.is_flagged)) AS like_it, another(s.most, a.is_flagged) AS in_shop, another(h.most, a.is_flagged) AS in_hand
  FROM traced_alone AS a LEFT JOIN of_brand AS b ON b.seller_id = a.seller_id AND b.brand_id = a.brand_id LEFT JOIN of_kind AS k ON k.seller_id = a.seller_id AND k.category = a.category
  LEFT JOIN of_shop AS s ON s.seller_id = a.seller_id LEFT JOIN of_hand AS h ON h.operator_id = a.operator_id
)
SELECT *, CASE WHEN like_it > 0 THEN 'like_it' WHEN in_shop > 0 THEN 'in_shop' WHEN in_hand > 0 THEN 'in_hand' END AS level FROM beside;

CREATE OR REPLACE TEMP TABLE traced_learned AS
SELECT p.level, (1.0 + count(l.listing_id) FILTER (WHERE l.verdict = 'counterfeit')) / (p.prior + count(l.listing_id)) AS share
FROM (VALUES ('like_it', 2.0), ('in_shop', 8.0), ('in_hand', 3.0)) AS p(level, prior) LEFT JOIN traced_beside AS l ON l.level = p.level AND l.is_audited
GROUP BY p.level, p.prior;

CREATE OR REPLACE TEMP TABLE traced_listings AS
SELECT l.listing_id, l.seller_id, l.brand_id, l.category, l.is_flagged,
  CASE WHEN l.is_flagged OR l.verdict IS NOT NULL THEN l.counterfeit ELSE greatest(l.counterfeit, coalesce(e.share * coalesce(nullif(l.like_it, 0), nullif(l.in_shop, 0), l.in_hand), 0)) END AS counterfeit
FROM traced_beside AS l LEFT JOIN traced_learned AS e USING (level);
