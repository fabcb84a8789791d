-- Whose each live listing is, as of $1: the subjects' numbers.
SELECT listings.no, sellers.no
FROM listings_as_of($1) AS l
JOIN subjects AS listings ON listings.kind = 'listing' AND listings.id = l.id
JOIN subjects AS sellers ON sellers.kind = 'seller' AND sellers.id = l.seller_id
WHERE l.removed_at IS NULL;
