-- Units of each currency for one unit of the base that most rates have, by the newest rate known.
DELETE FROM market_rates;
INSERT INTO market_rates
WITH known AS (SELECT base, currency, day, rate FROM exchange_rates_as_of($1) WHERE day <= CAST($1 AS DATE) AND rate > 0),
  common AS (SELECT base FROM known GROUP BY base ORDER BY count(*) DESC, base LIMIT 1)
SELECT currency, arg_max(rate, day) AS rate FROM known WHERE base = (SELECT base FROM common) GROUP BY currency
UNION ALL
SELECT base, 1.0 FROM common WHERE base NOT IN (SELECT currency FROM known WHERE base = (SELECT base FROM common));
