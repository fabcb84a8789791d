SELECT brand_id, seller_id, valid_from, valid_until, countries, google_product_categories FROM authorisations_as_of($1) ORDER BY ALL;
