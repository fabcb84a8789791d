-- Answers to requests that were named since $1.
SELECT idempotency_key, body, answer FROM screenings WHERE idempotency_key IS NOT NULL AND answered_at >= $1 ORDER BY answered_at;
