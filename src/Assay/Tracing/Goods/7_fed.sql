-- A shop is fed by a suspected place of production where carriers told so of three of its parcels, though nothing of its own was found yet. What came from there is taken for
-- counterfeit as often as goods of one kind beside flagged ones are. Only goods that carriers told of, or of the lot's kind: a shop's other goods came another way.
CREATE OR REPLACE TEMP TABLE traced_fed AS
WITH from_made AS (
  SELECT s.stream, s.seller_id, s.shipments, s.is_told, max(e.share * power(0.7, a.guessed + CASE WHEN s.is_told THEN 0 ELSE 1 END)) AS share
  FROM traced_streams AS s JOIN traced_ancestors AS a ON a.lot = s.lot JOIN traced_lots AS l ON l.lot = s.lot
  JOIN traced_sources AS t ON t.site = a.site AND t.kind = 'production'
  JOIN traced_learned AS e ON e.level = 'like_it'
  WHERE s.is_told OR s.goods = l.goods
  GROUP BY s.stream, s.seller_id, s.shipments, s.is_told
), fed AS (
  SELECT seller_id FROM from_made WHERE is_told GROUP BY seller_id HAVING sum(shipments) >= 3
)
SELECT stream, share FROM from_made WHERE seller_id IN (FROM fed);

UPDATE traced_streams SET counterfeit = greatest(counterfeit, value * f.share), is_flagged = TRUE FROM traced_fed AS f WHERE f.stream = traced_streams.stream;
