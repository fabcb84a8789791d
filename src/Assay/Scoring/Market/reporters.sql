-- A reporter whose notices were mostly refused does not count while a notice is open: a quarter of notices are malicious (ANCHORS).
DELETE FROM market_doubtful_reporters;
INSERT INTO market_doubtful_reporters
SELECT reporter_id FROM (
  SELECT reporter_id, count(*) FILTER (resolution IN ('refused', 'countered')) AS refused, count(*) FILTER (resolution = 'upheld') AS upheld
  FROM reports_as_of($1) WHERE reporter_id IS NOT NULL GROUP BY reporter_id
) WHERE refused >= 2 AND refused > 2 * upheld;
