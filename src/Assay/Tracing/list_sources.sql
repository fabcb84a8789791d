-- Suspected sources of seller $1, operator $2, brand $3 or id $4, null for any.
SELECT source_id, kind, score, value, currency, country, region, lat, lon, radius_km, operators, sellers, brand_ids, shipments, unknowns, evidence
FROM sources
WHERE ($1::VARCHAR IS NULL OR list_contains(string_split(sellers, '|'), $1::VARCHAR)) AND ($2::VARCHAR IS NULL OR list_contains(string_split(operators, '|'), $2::VARCHAR))
  AND ($3::VARCHAR IS NULL OR list_contains(string_split(brand_ids, '|'), $3::VARCHAR)) AND ($4::VARCHAR IS NULL OR source_id = $4::VARCHAR)
ORDER BY value * score DESC, source_id
