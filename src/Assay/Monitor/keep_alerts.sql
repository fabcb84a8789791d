-- Alerts of import $1. The id is the same whenever the same is found again.
-- Reasons are most of a decision's bytes: only those that are told are read.
INSERT INTO alerts
SELECT left(sha256(concat_ws(chr(31), f.kind, f.subject_id, f.action, f.as_of)), 32), f.kind, f.subject_id, f.seller_id, f.was, f.action, f.score, r.reasons, f.as_of, $1, false
FROM found_alerts AS f JOIN (
  SELECT 'listing' AS of_kind, listing_id AS of_id, reasons FROM decisions WHERE listing_id IN (SELECT of_id FROM found_alerts WHERE of_kind = 'listing')
  UNION ALL
  SELECT 'account', seller_id, reasons FROM seller_risk WHERE seller_id IN (SELECT of_id FROM found_alerts WHERE of_kind = 'account')
) AS r USING (of_kind, of_id)
ORDER BY f.kind, f.subject_id;
