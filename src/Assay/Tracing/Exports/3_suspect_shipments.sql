-- Each contradiction leaves a part of the doubt that there is nothing to it; a shipment is suspect from two on that leave no more than half of it.
DELETE FROM suspect_shipments;
INSERT INTO suspect_shipments
WITH scored AS (
  SELECT shipment_id, reasons, round(100 * (1 - list_aggregate(list_transform(reasons, lambda r: 1 - r.weight), 'product')), 2) AS score
  FROM (FROM exported_parcels UNION ALL FROM exported_lots) WHERE len(reasons) >= 2
)
SELECT shipment_id, score, CAST(to_json(list_sort(reasons, 'DESC')) AS VARCHAR) FROM scored WHERE score >= 50 ORDER BY score DESC, shipment_id LIMIT 1000000;
