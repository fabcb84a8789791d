SELECT currency, day, known_from, known_until, rate FROM exchange_rates_known
WHERE base = getvariable('market_currency') AND rate > 0
ORDER BY CAST(currency AS VARCHAR), day, known_from
