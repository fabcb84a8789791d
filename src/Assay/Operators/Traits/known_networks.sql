-- Prefixes behind which are many who know nothing of each other, as of $1.
SELECT prefix FROM networks_as_of($1) WHERE kind IN ('mobile', 'campus', 'hosting', 'public')
