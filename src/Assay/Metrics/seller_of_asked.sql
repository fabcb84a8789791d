-- Whose the asked listings are that are live, as of $1: the subjects' numbers.
SELECT listings.no, sellers.no
FROM listings_as_of($1) AS l
JOIN (SELECT no, id FROM subjects WHERE kind = 'listing' AND no IN (SELECT no FROM asked_wholes)) AS listings ON listings.id = l.id
JOIN subjects AS sellers ON sellers.kind = 'seller' AND sellers.id = l.seller_id
WHERE l.removed_at IS NULL;
