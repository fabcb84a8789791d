-- One row an import of one file that was taken: what came in and what became of it.
CREATE TABLE imports (
  run INTEGER, feed VARCHAR, file VARCHAR, bytes BIGINT, imported_at TIMESTAMP,
  rows_read BIGINT, rows_imported BIGINT, rows_unchanged BIGINT, rows_replaced BIGINT, rows_rejected BIGINT,
  observed_from TIMESTAMP, observed_to TIMESTAMP
);
-- Up to which import a feed's rows stand sorted by subject and time, newest first; later imports are its tail.
CREATE TABLE sorted_runs (feed VARCHAR, run INTEGER);
-- The latest decision on each listing, as docs/feeds.md hands it out.
CREATE TABLE decisions (
  listing_id VARCHAR, seller_id VARCHAR, decided_at TIMESTAMP, as_of TIMESTAMP,
  score DOUBLE, probability DOUBLE, margin DOUBLE, action VARCHAR,
  reasons VARCHAR, matched_brand_id VARCHAR, rule_ids VARCHAR, checks_run VARCHAR, version INTEGER
);
-- What decisions were made with and from: build, catalogue, model, policy, moment, and the newest moment of each input.
CREATE TABLE decision_versions (version INTEGER, versions VARCHAR);
-- The latest risk of each seller.
CREATE TABLE seller_risk (
  seller_id VARCHAR, as_of TIMESTAMP, score DOUBLE, probability DOUBLE, margin DOUBLE, action VARCHAR,
  reasons VARCHAR, operator_id VARCHAR, listings BIGINT, listings_flagged BIGINT
);
-- Which registered brand each live listing names, as of the latest scan.
CREATE TABLE named_brands (listing_id VARCHAR, brand_id VARCHAR, place VARCHAR);
-- What the engine's hash function makes of a known text: another engine may hash otherwise, and then every key_hash is made anew.
CREATE TABLE key_hash_probe (hashed UBIGINT);
