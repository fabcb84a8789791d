INSERT INTO decisions
SELECT n.* REPLACE (coalesce(s.decided_at, n.decided_at) AS decided_at) FROM next_decisions AS n LEFT JOIN same_decisions AS s USING (listing_id) ORDER BY listing_id;
DROP TABLE same_decisions;
DROP TABLE next_decisions;
