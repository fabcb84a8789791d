-- A number for every subject of metrics, dense from 1 within its kind; it never changes, and new ones are appended in order of id.
CREATE TABLE subjects (kind VARCHAR, no UINTEGER, id VARCHAR);
-- What the metric store holds of each stream and kind of subject: the newest import in it, what it was made by, its rows, the newest
-- moment at which one of them was known, and whether any was superseded. Its tables STREAM_by_SUBJECT are made when it is built.
CREATE TABLE stored_streams (stream VARCHAR, subject VARCHAR, run INTEGER, recipe VARCHAR, rows BIGINT, known_to BIGINT, has_superseded BOOLEAN);
