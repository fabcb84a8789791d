SELECT source_id, kind, lat, lon, radius_km, country, region, brand_ids, google_product_categories, score, operators, sellers, shipments, value, currency, evidence, unknowns
FROM sources ORDER BY value * score DESC, source_id
