-- Checks of single values that a feed's SQL is composed of. A cheap guard stands before each regular expression.

CREATE OR REPLACE TEMP MACRO is_hex(x, least, most) AS
  strlen(x) BETWEEN least AND most AND regexp_full_match(x, '[0-9a-fA-F]*');

-- Lengths by country: SWIFT's IBAN registry.
CREATE OR REPLACE TEMP MACRO iban_length(country) AS
  CASE country
    WHEN 'NO' THEN 15 WHEN 'BE' THEN 16
    WHEN 'DK' THEN 18 WHEN 'FI' THEN 18 WHEN 'FO' THEN 18 WHEN 'GL' THEN 18 WHEN 'NL' THEN 18 WHEN 'SD' THEN 18 WHEN 'FK' THEN 18
    WHEN 'MK' THEN 19 WHEN 'SI' THEN 19
    WHEN 'AT' THEN 20 WHEN 'BA' THEN 20 WHEN 'EE' THEN 20 WHEN 'KZ' THEN 20 WHEN 'LT' THEN 20 WHEN 'LU' THEN 20 WHEN 'MN' THEN 20 WHEN 'XK' THEN 20
    WHEN 'CH' THEN 21 WHEN 'CR' THEN 22 WHEN 'HR' THEN 21 WHEN 'LI' THEN 21 WHEN 'LV' THEN 21
    WHEN 'BG' THEN 22 WHEN 'BH' THEN 22 WHEN 'DE' THEN 22 WHEN 'GB' THEN 22 WHEN 'GE' THEN 22 WHEN 'IE' THEN 22 WHEN 'ME' THEN 22 WHEN 'RS' THEN 22
    WHEN 'VA' THEN 22
    WHEN 'AE' THEN 23 WHEN 'GI' THEN 23 WHEN 'IL' THEN 23 WHEN 'IQ' THEN 23 WHEN 'OM' THEN 23 WHEN 'SO' THEN 23 WHEN 'TL' THEN 23
    WHEN 'AD' THEN 24 WHEN 'CZ' THEN 24 WHEN 'ES' THEN 24 WHEN 'MD' THEN 24 WHEN 'PK' THEN 24 WHEN 'RO' THEN 24 WHEN 'SA' THEN 24 WHEN 'SE' THEN 24
    WHEN 'SK' THEN 24 WHEN 'TN' THEN 24 WHEN 'VG' THEN 24
    WHEN 'LY' THEN 25 WHEN 'PT' THEN 25 WHEN 'ST' THEN 25
    WHEN 'IS' THEN 26 WHEN 'TR' THEN 26
    WHEN 'BI' THEN 27 WHEN 'DJ' THEN 27 WHEN 'FR' THEN 27 WHEN 'GR' THEN 27 WHEN 'IT' THEN 27 WHEN 'MC' THEN 27 WHEN 'MR' THEN 27 WHEN 'SM' THEN 27
    WHEN 'AL' THEN 28 WHEN 'AZ' THEN 28 WHEN 'BY' THEN 28 WHEN 'CY' THEN 28 WHEN 'DO' THEN 28 WHEN 'GT' THEN 28 WHEN 'HU' THEN 28 WHEN 'LB' THEN 28
    WHEN 'NI' THEN 28 WHEN 'PL' THEN 28 WHEN 'SV' THEN 28
    WHEN 'BR' THEN 29 WHEN 'EG' THEN 29 WHEN 'PS' THEN 29 WHEN 'QA' THEN 29 WHEN 'UA' THEN 29
    WHEN 'JO' THEN 30 WHEN 'KW' THEN 30 WHEN 'MU' THEN 30 WHEN 'YE' THEN 30
    WHEN 'MT' THEN 31 WHEN 'SC' THEN 31 WHEN 'LC' THEN 32 WHEN 'RU' THEN 33
  END;
CREATE OR REPLACE TEMP MACRO looks_like_iban(x) AS
  strlen(x) BETWEEN 15 AND 44
  AND regexp_full_match(x, '\s*[A-Za-z]{2}\s?[0-9]{2}[A-Za-z0-9 .-]{11,}')
  AND strlen(regexp_replace(x, '[ .-]', '', 'g')) = coalesce(iban_length(upper(regexp_replace(x, '[ .-]', '', 'g')[1:2])), 0);

-- Issuer prefixes and lengths of ISO/IEC 7812 networks in use, then Luhn's check digit.
CREATE OR REPLACE TEMP MACRO luhn_holds(digits) AS
  list_sum(list_transform(range(1, strlen(digits) + 1), lambda i:
    CASE WHEN i % 2 = 1 THEN digits[-i]::INTEGER
         WHEN digits[-i]::INTEGER > 4 THEN digits[-i]::INTEGER * 2 - 9
         ELSE digits[-i]::INTEGER * 2 END)) % 10 = 0;
CREATE OR REPLACE TEMP MACRO looks_like_card(x) AS
  CASE
    WHEN strlen(x) NOT BETWEEN 13 AND 25 THEN false
    WHEN NOT regexp_full_match(replace(replace(x, ' ', ''), '-', ''),
      '4[0-9]{12}([0-9]{3}){0,2}|5[1-5][0-9]{14}|2(22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}|3[47][0-9]{13}|(6011|65[0-9]{2}|64[4-9][0-9])[0-9]{12}|62[0-9]{14,17}|35(2[89]|[3-8][0-9])[0-9]{12}|3(0[0-5]|[68][0-9])[0-9]{11}')
      THEN false
    ELSE luhn_holds(replace(replace(x, ' ', ''), '-', ''))
  END;

-- E.164 with its plus sign, in the spellings people use.
CREATE OR REPLACE TEMP MACRO looks_like_phone(x) AS
  starts_with(x, '+') AND regexp_full_match(x, '\+[0-9][0-9 ()./-]{6,24}');

CREATE OR REPLACE TEMP MACRO looks_like_mac(x) AS
  strlen(x) IN (14, 17) AND regexp_full_match(x, '([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}');

-- RFC 791 dotted quads; RFC 4291 text forms, :: included, with an embedded IPv4 address or without.
CREATE OR REPLACE TEMP MACRO is_ipv4(x) AS
  strlen(x) <= 15 AND regexp_full_match(x, '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])');
CREATE OR REPLACE TEMP MACRO is_ipv6(x) AS
  strlen(x) BETWEEN 2 AND 45 AND contains(x, ':')
  AND regexp_full_match(x, '([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?(::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?)?(:?[0-9]{1,3}(\.[0-9]{1,3}){3})?')
  AND (
    CASE WHEN contains(x, '::')
      THEN len(list_filter(string_split(x, ':'), lambda g: g <> '')) + CASE WHEN contains(x, '.') THEN 1 ELSE 0 END <= 7
      ELSE len(string_split(x, ':')) + CASE WHEN contains(x, '.') THEN 1 ELSE 0 END = 8
    END)
  AND (NOT contains(x, '.') OR is_ipv4(string_split(x, ':')[-1]));
CREATE OR REPLACE TEMP MACRO is_ip(x) AS is_ipv4(x) OR is_ipv6(x);
CREATE OR REPLACE TEMP MACRO is_prefix(x) AS
  CASE WHEN is_ipv4(split_part(x, '/', 1)) THEN regexp_full_match(split_part(x, '/', 2), '[0-9]|[12][0-9]|3[0-2]')
       WHEN is_ipv6(split_part(x, '/', 1)) THEN regexp_full_match(split_part(x, '/', 2), '[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]')
       ELSE false END
  AND split_part(x, '/', 3) = '';

-- A URL of the web, or a path that stays in its folder: not absolute, no other scheme, no backslash, no step upwards.
CREATE OR REPLACE TEMP MACRO is_image(x) AS
  strlen(x) <= 2048 AND CASE
    WHEN regexp_matches(x, '^[A-Za-z][A-Za-z0-9+.-]*:') THEN regexp_matches(x, '^(?i:https?)://[^\s/]+')
    ELSE NOT regexp_matches(x, '^/|\\|(^|/)\.\.(/|$)|^\s*$')
  END;
CREATE OR REPLACE TEMP MACRO is_image_list(x) AS
  len(list_filter(string_split(x, ','), lambda i: NOT is_image(trim(i)))) = 0;
