INSERT INTO decisions SELECT * FROM kept_decisions ORDER BY listing_id;
DROP TABLE kept_decisions;
DROP TABLE next_decisions;
