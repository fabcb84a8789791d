-- Places by what went through them. A place is suspected where clearly more of its goods are counterfeit than of all goods, and clearly more of the hands whom it serves are
-- flagged than of all hands (the shops of one operator are one hand, a shop of nobody's is one of its own): what honest people send through the same place counts against it, and a wholesaler from whom counterfeiters buy genuine goods is none. Clearly: twice the odds at least, at the lower end of the interval. A seller counts for at most
-- 20 cases, so that one busy shop does not settle a place of many.
CREATE OR REPLACE TEMP TABLE traced_sources AS
WITH hands AS (
  SELECT DISTINCT p.seller_id, coalesce(o.operator_id, p.seller_id) AS hand FROM traced_parcels AS p LEFT JOIN operators AS o USING (seller_id)
), each_seller AS (
  SELECT hand, bool_or(is_flagged) AS is_flagged, least(sum(shipments), 20) AS cases, sum(counterfeit) / nullif(sum(value), 0) AS share FROM traced_parcels JOIN hands USING (seller_id) GROUP BY seller_id, hand
), base AS (
  SELECT sum(cases * share) / nullif(sum(cases), 0) AS share, count(DISTINCT CASE WHEN is_flagged THEN hand END) / count(DISTINCT hand) AS of_hands FROM each_seller
), by_seller AS (
  SELECT site, seller_id, hand, bool_or(bool_or(is_flagged)) OVER (PARTITION BY site, hand) AS is_flagged, sum(shipments) AS shipments, sum(value) AS value, sum(counterfeit) AS counterfeit,
    sum(CASE WHEN is_origin AND NOT is_parcel THEN counterfeit ELSE 0 END) AS made, sum(CASE WHEN is_parcel THEN counterfeit ELSE 0 END) AS sent,
    sum(counterfeit_of_all) AS counterfeit_of_all, sum(lots) AS lots
  FROM traced_places JOIN hands USING (seller_id) GROUP BY site, seller_id, hand
), by_site AS (
  SELECT site, sum(value) AS value, sum(counterfeit) AS counterfeit, sum(made) AS made, sum(sent) AS sent, sum(shipments) AS shipments, sum(lots) AS lots,
    sum(counterfeit) / nullif(sum(counterfeit_of_all), 0) AS told, sum(least(shipments, 20)) AS cases, count(*) AS all_sellers,
    count(DISTINCT hand) AS all_hands, count(DISTINCT hand) FILTER (WHERE is_flagged) AS hands,
    list(seller_id ORDER BY counterfeit DESC, seller_id) FILTER (WHERE is_flagged) AS sellers
  FROM by_seller GROUP BY site
), forwarded AS (
  SELECT from_site AS site, count(DISTINCT to_site) AS receivers FROM traced_lots GROUP BY from_site
), received AS (
  SELECT to_site AS site, count(*) AS lots FROM traced_lots GROUP BY to_site
), goods AS (
  SELECT site, string_agg(DISTINCT brand_id, '|' ORDER BY brand_id) AS brand_ids, string_agg(DISTINCT category, '|' ORDER BY category) AS categories
  FROM traced_places WHERE is_flagged GROUP BY site
)
SELECT s.site, s.value, s.counterfeit, s.counterfeit / s.value AS share, at_least(s.cases * s.counterfeit / s.value, s.cases) AS share_at_least, b.share AS usual,
  s.shipments, s.lots, s.told, s.all_sellers, s.sellers, g.brand_ids, g.categories,
  CASE
    WHEN r.lots IS NULL AND s.lots > 0 THEN 'production'
    WHEN f.receivers >= 2 THEN 'consolidation'
    ELSE 'warehouse'
  END AS kind
FROM by_site AS s CROSS JOIN base AS b LEFT JOIN forwarded AS f USING (site) LEFT JOIN received AS r USING (site) LEFT JOIN goods AS g USING (site)
WHERE s.value > 0 AND len(s.sellers) > 0 AND at_least(s.cases * s.counterfeit / s.value, s.cases) >= greatest(0.15, 2 * b.share / (1 + b.share))
  AND at_least(s.hands, s.all_hands) >= 2 * b.of_hands / (1 + b.of_hands);
