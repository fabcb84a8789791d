-- A spreadsheet runs what begins like a formula; a leading apostrophe makes it text (OWASP, CSV injection).
CREATE OR REPLACE TEMP MACRO neutral(x) AS CASE WHEN regexp_matches(x, '^\s*[=+@|\t\r-]') THEN '''' || x ELSE x END;
