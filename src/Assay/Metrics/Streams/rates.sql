-- The market's money: the base of most exchange rates; without any rate the only currency there is.
SET VARIABLE market_currency = (
  SELECT CASE WHEN (SELECT count(*) FROM exchange_rates) > 0
    THEN (SELECT base FROM exchange_rates GROUP BY base ORDER BY count(*) DESC, CAST(base AS VARCHAR) LIMIT 1)
    ELSE (
      SELECT CASE WHEN count(DISTINCT currency) = 1 THEN CAST(min(CAST(currency AS VARCHAR)) AS currency) END
      FROM (SELECT currency FROM listings UNION ALL SELECT currency FROM orders))
    END);
SET VARIABLE last_rate_day = (SELECT max(day) FROM exchange_rates_known WHERE base = getvariable('market_currency') AND rate > 0);

-- For each currency and day what one of the market's money was worth, as it was known at a time; filled by MarketRates.
CREATE OR REPLACE TEMP TABLE rates (currency currency, day DATE, known_from BIGINT, known_until BIGINT, rate DOUBLE);
