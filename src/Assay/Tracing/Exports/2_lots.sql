-- Lots that leave the country as of $1, and what of them contradicts what is sold of them or how they go.
CREATE OR REPLACE TEMP TABLE exported_lots AS
WITH places AS (
  SELECT site_id, country FROM sites_as_of($1)
), lots AS (
  SELECT l.lot, l.goods AS heading, l.upstream, l.from_site, coalesce(s.from_country, f.country) AS from_country, s.to_country, lower(trim(s.declared_goods)) AS words
  FROM traced_lots AS l JOIN shipments_as_of($1) AS s ON s.shipment_id = l.lot LEFT JOIN places AS f ON f.site_id = l.from_site
), split AS (
  -- What was split from each lot, at whatever remove: by customs heading of its kind of goods.
  SELECT a.ancestor AS lot, h.heading, sum(s.value) AS value, sum(s.counterfeit) AS counterfeit, bool_or(s.is_flagged) AS is_flagged
  FROM traced_streams AS s JOIN traced_ancestors AS a ON a.lot = s.lot LEFT JOIN traced_headings AS h USING (category) GROUP BY ALL
), sold AS (
  SELECT lot, arg_max(heading, (value, heading)) AS heading, max(value) / nullif(sum(value), 0) AS most, sum(counterfeit) / nullif(sum(value), 0) AS counterfeit, bool_or(is_flagged) AS is_flagged
  FROM split WHERE heading IS NOT NULL GROUP BY lot
), judged AS (
  SELECT l.*, d.heading AS sold_as, d.counterfeit,
    d.most >= 0.7 AND d.heading <> l.heading AS is_other_heading,
    d.is_flagged AND d.counterfeit >= 0.3 AS is_flagged,
    l.heading IS NULL AS is_vague,
    l.from_site IN (SELECT site FROM traced_sources) AS is_from_source,
    u.from_country = l.to_country AS is_roundabout
  FROM lots AS l LEFT JOIN sold AS d USING (lot) LEFT JOIN lots AS u ON u.lot = l.upstream
  WHERE l.from_country <> l.to_country
)
SELECT lot AS shipment_id, list_filter([
    CASE WHEN is_other_heading THEN {'code': 'other_heading', 'sentence': format('It is declared under heading {}, what is sold of it goes under {}', heading, sold_as), 'weight': 0.6} END,
    CASE WHEN is_vague THEN {'code': 'vague_goods', 'sentence': format('It is declared as {}, which says no customs heading', coalesce(words, 'nothing')), 'weight': 0.25} END,
    CASE WHEN is_from_source THEN {'code': 'from_source', 'sentence': format('It left from {}, a suspected source', from_site), 'weight': 0.4} END,
    CASE WHEN is_roundabout THEN {'code': 'roundabout', 'sentence': format('Its goods came from {} and go back there', to_country), 'weight': 0.3} END,
    CASE WHEN is_flagged THEN {'code': 'flagged_goods', 'sentence': format('Of what is sold of it {:.0f} of 100 is expected to be counterfeit', 100 * counterfeit), 'weight': 0.6} END
  ], lambda r: r IS NOT NULL) AS reasons
FROM judged;
