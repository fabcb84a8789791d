-- Who may sell what at $1.
SELECT DISTINCT brand_id, seller_id FROM authorisations_as_of($1) WHERE valid_from <= $1 AND coalesce(valid_until > $1, true);
