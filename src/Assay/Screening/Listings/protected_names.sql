-- Names, aliases and registered word marks of brands as of $1.
SELECT DISTINCT brand_id, trim(name) AS name FROM (
  SELECT brand_id, name FROM brands_as_of($1)
  UNION ALL
  SELECT brand_id, unnest(string_split(aliases, '|')) FROM brands_as_of($1) WHERE aliases IS NOT NULL
  UNION ALL
  SELECT brand_id, "text" FROM rights_as_of($1) WHERE kind = 'word_mark'
)
WHERE trim(name) <> '' ORDER BY ALL;
