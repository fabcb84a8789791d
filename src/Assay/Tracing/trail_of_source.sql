-- The ways from source $1, by seller, the farthest back first.
SELECT seller_id, step, from_site, to_site, shipment_id, shipped_at, guessed FROM source_trails WHERE source_id = $1 ORDER BY counterfeit DESC, seller_id, step DESC
