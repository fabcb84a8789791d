-- Live listings that may claim to be a registered product: a part or a case for one does not.
SELECT id, coalesce(title, ''), coalesce(brand, ''), coalesce(mpn, ''), coalesce(gtin, ''), coalesce(description, '')
FROM listings_as_of($1)
WHERE removed_at IS NULL AND NOT is_accessory(coalesce(title, ''))
ORDER BY id;
