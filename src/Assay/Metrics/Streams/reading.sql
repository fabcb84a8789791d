-- How every stream reads its feeds. A code is the place of its name counted from 1 (of a type of names: its ordinal and 1), a key a hash of its text,
-- both 0 for null; a number is a whole number of stored units, null where nobody knows. Moments are microseconds.
CREATE OR REPLACE TEMP MACRO yes_no(x) AS CASE WHEN x THEN 2 WHEN NOT x THEN 1 ELSE 0 END;
CREATE OR REPLACE TEMP MACRO key_of(x) AS CASE WHEN x IS NOT NULL THEN greatest(hash(x), 1::UBIGINT) ELSE 0::UBIGINT END;

-- Rounded half to even; what is beyond 2^40 is cut in DOUBLE, before a cast could overflow. greatest and least pass over nulls.
CREATE OR REPLACE TEMP MACRO whole(x) AS
  CASE WHEN x IS NOT NULL THEN CAST(greatest(-1099511627776.0::DOUBLE, least(1099511627776.0::DOUBLE, round_even(x::DOUBLE, 0))) AS BIGINT) END;

-- One number over another in ten-thousandths; null where the other is 0.
CREATE OR REPLACE TEMP MACRO parts(x, y) AS CASE WHEN y > 0 THEN whole(x::DOUBLE * 10000 / y::DOUBLE) END;

-- Time passed; null where the later moment comes first, which tells of clocks and not of people.
CREATE OR REPLACE TEMP MACRO seconds_between(since, till) AS CASE WHEN till >= since THEN (epoch_us(till) - epoch_us(since)) // 1000000 END;
CREATE OR REPLACE TEMP MACRO days_between(since, till) AS CASE WHEN till >= since THEN (epoch_us(till) - epoch_us(since)) // 86400000000 END;

-- Letters and digits in lower case, so that a copied text is the same whatever its marks and spaces; null where too little is left to be told from chance.
CREATE OR REPLACE TEMP MACRO letters_of(x) AS regexp_replace(lower(x), '[^\p{L}\p{N}]+', '', 'g');
CREATE OR REPLACE TEMP MACRO text_of(x, least_letters) AS CASE WHEN length(letters_of(x)) >= least_letters THEN letters_of(x) END;

-- Money in minor units of the market's currency by rates.rate, which holds units of the currency for one of the market's.
CREATE OR REPLACE TEMP MACRO rate_of(currency, rate) AS CASE WHEN currency = getvariable('market_currency') THEN 1.0::DOUBLE ELSE rate END;
CREATE OR REPLACE TEMP MACRO money(amount, currency, rate) AS whole(amount::DOUBLE * 100 / rate_of(currency, rate));

-- The day whose rates hold at a moment: after the last day with rates, that day.
CREATE OR REPLACE TEMP MACRO rate_day(t) AS least(CAST(t AS DATE), getvariable('last_rate_day'));
