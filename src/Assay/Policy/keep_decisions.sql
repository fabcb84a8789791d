-- A decision that says what the one before said keeps its moment: scanning twice changes nothing. Those of another version ($1) said something else.
CREATE OR REPLACE TEMP TABLE same_decisions AS
SELECT listing_id, o.decided_at
FROM next_decisions AS n JOIN (SELECT * FROM decisions WHERE version = $1) AS o USING (listing_id)
WHERE o.as_of = n.as_of AND o.margin = n.margin AND o.action = n.action AND o.reasons = n.reasons AND o.matched_brand_id IS NOT DISTINCT FROM n.matched_brand_id;
