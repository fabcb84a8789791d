-- What stands now, for the next alerts.
DELETE FROM alerted_actions;
INSERT INTO alerted_actions
SELECT 'listing', listing_id, action FROM decisions WHERE action <> 'allow'
UNION ALL
SELECT 'account', seller_id, action FROM seller_risk WHERE action <> 'none';
