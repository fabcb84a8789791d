-- What the gate said of listings before they were published: a row a verdict. body is a digest of the request and answer what it was answered, kept where the
-- caller named the request, so that the same key is answered the same.
CREATE TABLE screenings (
  verdict_id VARCHAR, listing_id VARCHAR, seller_id VARCHAR, answered_at TIMESTAMP, verdict VARCHAR, score DOUBLE, probability DOUBLE, margin DOUBLE,
  reasons VARCHAR, matched_brand_id VARCHAR, rule VARCHAR, looked_at VARCHAR, not_looked_at VARCHAR, versions VARCHAR,
  idempotency_key VARCHAR, body VARCHAR, answer VARCHAR
);
-- The seller's signals that add something, exact, as the latest decision on the seller saw them: [[code, value, peers or null], …]. A gate judges new listings by them.
ALTER TABLE seller_risk ADD COLUMN standing VARCHAR;
