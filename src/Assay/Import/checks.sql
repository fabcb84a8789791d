-- Checks of single values that a feed's SQL is composed of. A cheap guard stands before each regular expression.

CREATE OR REPLACE TEMP MACRO is_hex(x, least, most) AS
  strlen(x) BETWEEN least AND most AND regexp_full_match(x, '[0-9a-fA-F]*');

-- Country and length as SWIFT's IBAN registry has them.
CREATE OR REPLACE TEMP MACRO looks_like_iban(x) AS
  strlen(x) BETWEEN 15 AND 44
  AND regexp_full_match(x, '\s*[A-Za-z]{2}\s?[0-9]{2}[A-Za-z0-9 .-]{11,}')
  AND contains(
    ' AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' ||
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 ' ||
    'LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 ' ||
    'QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ',
    ' ' || upper(ltrim(x)[1:2]) || strlen(regexp_replace(x, '[ .-]', '', 'g')) || ' ');

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

-- json_type fails on what is no JSON, and AND does not keep the engine from asking it.
CREATE OR REPLACE TEMP MACRO is_json_object(x) AS
  CASE WHEN x IS NULL OR NOT json_valid(x) THEN false ELSE json_type(x) = 'OBJECT' END;
