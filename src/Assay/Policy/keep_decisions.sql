-- A decision that says what the one before said keeps its moment: scanning twice changes nothing.
CREATE OR REPLACE TEMP TABLE kept_decisions AS
SELECT n.* REPLACE (CASE WHEN o.as_of = n.as_of AND o.margin = n.margin AND o.action = n.action AND o.reasons = n.reasons AND o.version = n.version
    AND o.matched_brand_id IS NOT DISTINCT FROM n.matched_brand_id THEN o.decided_at ELSE n.decided_at END AS decided_at)
FROM next_decisions AS n LEFT JOIN decisions AS o USING (listing_id);
