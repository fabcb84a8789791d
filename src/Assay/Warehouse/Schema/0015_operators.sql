-- The members of operators as of the latest linking: a row a seller who is not alone, with the moment since which it is known to belong, how sure that is, and the link that ties it.
CREATE TABLE operators (operator_id VARCHAR, seller_id VARCHAR, first_linked_at TIMESTAMP, strength DOUBLE, evidence VARCHAR);
-- What sellers are known by as of the latest linking: by kind and value, so that a value is found without reading the others.
CREATE TABLE seller_traits (seller_id VARCHAR, kind VARCHAR, value VARCHAR, first_at TIMESTAMP, last_at TIMESTAMP);
-- Pairs of sellers who are the same hand by what they share, the smaller id first; those that a judgement keeps apart are not here.
CREATE TABLE operator_links (seller_id VARCHAR, other_id VARCHAR, linked_at TIMESTAMP, bits DOUBLE, evidence VARCHAR);
-- What became of operators from one linking to the next: founded, merged (into another), split (off to another), ended.
CREATE TABLE operator_lineage (as_of TIMESTAMP, linked_at TIMESTAMP, operator_id VARCHAR, became VARCHAR, other_id VARCHAR);
-- Members of operators with the shops of each that were closed for counterfeits.
CREATE MACRO operators_and_closed() AS TABLE
SELECT o.seller_id, o.operator_id, count(c.seller_id) OVER (PARTITION BY o.operator_id) AS closed, c.seller_id IS NOT NULL AS is_closed
FROM operators AS o LEFT JOIN market_closed AS c USING (seller_id);
-- What people said of pairs: same, not_same or unsure. It holds until it is withdrawn, whatever comes later.
CREATE TABLE operator_judgements (seller_id VARCHAR, other_id VARCHAR, verdict VARCHAR, judge VARCHAR, note VARCHAR, judged_at TIMESTAMP, withdrawn_at TIMESTAMP);
-- The moment that the latest linking looked from, the newest import that it saw, and what it was made by.
CREATE TABLE operator_moments (as_of TIMESTAMP, run INTEGER, made_by VARCHAR, sellers BIGINT);
-- Lower end of the 90 % Wilson interval for k of n: a rate that few cases cannot drive (Wilson 1927, z = 1.645). Null without cases.
CREATE MACRO at_least(k, n) AS
  CASE WHEN n > 0 THEN greatest(0, (k + 1.353 - 1.645 * sqrt(k * (n - k)::DOUBLE / n + 0.6765)) / (n + 2.706)) END;
-- What sellers are known by stood here too, less of it. What was scanned before is scanned anew.
DROP TABLE market_marks;
DELETE FROM market_moments;
