SELECT brand_id, name FROM (
  SELECT brand_id, name FROM brands_as_of($1)
  UNION
  SELECT brand_id, unnest(string_split(aliases, '|')) AS name FROM brands_as_of($1) WHERE aliases IS NOT NULL
)
WHERE trim(name) <> ''
ORDER BY ALL;
