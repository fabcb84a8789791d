-- The live listings of the asked sellers, as of $1: the subjects' numbers.
SELECT listings.no, sellers.no
FROM listings_as_of($1) AS l
JOIN (SELECT no, id FROM subjects WHERE kind = 'seller' AND no IN (SELECT no FROM asked_wholes)) AS sellers ON sellers.id = l.seller_id
JOIN subjects AS listings ON listings.kind = 'listing' AND listings.id = l.id
WHERE l.removed_at IS NULL;
