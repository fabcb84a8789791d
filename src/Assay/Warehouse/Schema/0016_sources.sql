-- Suspected sources as of the latest trace, as docs/feeds.md hands them out; lists in a cell stand between |.
CREATE TABLE sources (
  source_id VARCHAR, kind VARCHAR, lat DOUBLE, lon DOUBLE, radius_km DOUBLE, country VARCHAR, region VARCHAR, brand_ids VARCHAR, google_product_categories VARCHAR,
  score DOUBLE, operators VARCHAR, sellers VARCHAR, shipments BIGINT, value DOUBLE, currency VARCHAR, evidence VARCHAR, unknowns VARCHAR
);
-- Shipments that leave the country and contradict what is sold or who sends.
CREATE TABLE suspect_shipments (shipment_id VARCHAR, score DOUBLE, reasons VARCHAR);
-- The moment that the latest trace looked from, the newest import that it saw, and what it was made by.
CREATE TABLE source_moments (as_of TIMESTAMP, run INTEGER, made_by VARCHAR);
-- The ways from sources to shops: for a source and a seller a row a step, the farthest back first.
CREATE TABLE source_trails (
  source_id VARCHAR, seller_id VARCHAR, step BIGINT, from_site VARCHAR, to_site VARCHAR, shipment_id VARCHAR, shipped_at TIMESTAMP, arrived_at TIMESTAMP, guessed BIGINT, counterfeit DOUBLE
);
