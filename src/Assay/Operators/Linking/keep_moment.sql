-- The moment that operators stand as of ($1), the newest import that was seen, the build ($2) and the sellers compared ($3).
DELETE FROM operator_moments;
INSERT INTO operator_moments SELECT $1, (SELECT max(run) FROM imports), $2, $3;
