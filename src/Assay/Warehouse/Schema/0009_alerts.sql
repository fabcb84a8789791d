-- What newly became suspicious while events came in, made with the decisions it speaks of; those not handed out yet are handed out again after a crash.
CREATE TABLE alerts (
  alert_id VARCHAR, kind VARCHAR, subject_id VARCHAR, seller_id VARCHAR, was VARCHAR, action VARCHAR, score DOUBLE,
  reasons VARCHAR, as_of TIMESTAMP, run INTEGER, handed_out BOOLEAN
);
-- Up to which import alerts were made.
CREATE TABLE alerted_runs (run INTEGER);
-- What was not harmless then. Decisions do for that until the first alerts; later somebody may scan between an import and its alerts.
CREATE TABLE alerted_actions (kind VARCHAR, subject_id VARCHAR, action VARCHAR);
