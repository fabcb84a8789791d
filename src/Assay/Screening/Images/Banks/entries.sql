-- The banks' images with enough in them to compare; is_new where this very hash was not compared yet.
SELECT i.image_id, h.pdq, h.turned, NOT EXISTS (FROM bank_entries AS e WHERE e.image_id = i.image_id AND e.pdq = h.pdq) AS is_new
FROM images_as_of($1) AS i JOIN image_hashes AS h ON h.feed = 'images' AND h.image = i.image_link
WHERE h.quality >= 50
ORDER BY i.image_id;
