-- An entry that matches $2 photos or more, and ten times as many as when it was looked at last, is kept apart: a plain background or a size chart, more likely than a
-- photo that everybody stole overnight. One that a person released stays until it grows tenfold again.
UPDATE bank_entries SET
  quarantined_at = CASE WHEN c.photos >= $2 AND c.photos >= 10 * greatest(bank_entries.photos, 1) THEN $1 ELSE quarantined_at END,
  photos = c.photos
FROM (
  SELECT e.image_id, count(m.pdq) AS photos FROM bank_entries AS e LEFT JOIN photo_matches AS m USING (image_id) GROUP BY e.image_id
) AS c WHERE c.image_id = bank_entries.image_id AND c.photos <> bank_entries.photos;
