SELECT right_id, brand_id, kind::VARCHAR, registration, jurisdiction, nice_classes, valid_from, valid_until FROM rights_as_of($1) ORDER BY right_id;
