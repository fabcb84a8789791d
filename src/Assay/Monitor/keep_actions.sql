-- What stands now, for the next alerts; what stands as it stood is left as it is.
CREATE OR REPLACE TEMP TABLE standing_actions AS
SELECT 'listing' AS kind, listing_id AS subject_id, action FROM decisions WHERE action <> 'allow'
UNION ALL
SELECT 'account', seller_id, action FROM seller_risk WHERE action <> 'none';
DELETE FROM alerted_actions WHERE (kind, subject_id, action) NOT IN (SELECT (kind, subject_id, action) FROM standing_actions);
INSERT INTO alerted_actions FROM standing_actions ANTI JOIN alerted_actions USING (kind, subject_id, action);
