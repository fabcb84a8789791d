-- The images of the banks as of $1 that were compared and are not in quarantine, with their hashes and how near a photo has to be.
SELECT e.image_id, i.brand_id, CAST(i."use" AS VARCHAR), e.pdq, h.turned, b.within
FROM bank_entries AS e
JOIN images_as_of($1) AS i USING (image_id)
JOIN image_hashes AS h ON h.feed = 'images' AND h.image = i.image_link AND h.pdq = e.pdq
JOIN image_banks AS b ON b.bank = i."use"
WHERE e.quarantined_at IS NULL OR e.released_at >= e.quarantined_at
ORDER BY e.image_id;
