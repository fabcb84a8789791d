-- Units of each currency for one of the base that most rates have, by the newest rate up to the day of $1 that was known at $1.
CREATE OR REPLACE TEMP TABLE day_rates AS
WITH known AS (SELECT base, currency, day, rate FROM exchange_rates_as_of($1) WHERE day <= CAST($1 AS DATE) AND rate > 0),
  common AS (SELECT base FROM known GROUP BY base ORDER BY count(*) DESC, CAST(base AS VARCHAR) LIMIT 1)
SELECT CAST(currency AS VARCHAR) AS currency, arg_max(rate, day) AS rate FROM known WHERE base = (SELECT base FROM common) GROUP BY ALL
UNION ALL
SELECT CAST(base AS VARCHAR), 1.0 FROM common WHERE base NOT IN (SELECT currency FROM known WHERE base = (SELECT base FROM common));
