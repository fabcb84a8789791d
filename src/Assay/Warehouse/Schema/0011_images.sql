-- What local images hash to, by the feed that names them and the path in it. One whose bytes and time of change stay the same is not read again.
-- turned (of images in banks): the hashes after the seven other turns, one after another. refused: why there is none.
CREATE TABLE image_hashes (
  feed VARCHAR, image VARCHAR, bytes BIGINT, changed_at TIMESTAMP, pdq VARCHAR, turned VARCHAR, quality INTEGER, refused VARCHAR
);
-- Every hash of a listing's photo that was compared with the banks. picture: the lowest hash of those that are connected with it by steps of 31 bits or fewer.
CREATE TABLE photos (pdq VARCHAR, picture VARCHAR);
-- Every image of the banks that was compared with the photos. photos: how many it matched then; quarantined_at: since when it matches too much to be believed.
CREATE TABLE bank_entries (image_id VARCHAR, pdq VARCHAR, photos BIGINT, quarantined_at TIMESTAMP, released_at TIMESTAMP);
-- Photos within 31 bits of an entry, in the turn of the entry that is nearest.
CREATE TABLE photo_matches (pdq VARCHAR, image_id VARCHAR, distance INTEGER, turn VARCHAR);
-- How many bits of 256 may differ for each bank to speak of the same photo: 31 at most.
CREATE TABLE image_banks (bank images_use, within INTEGER);
INSERT INTO image_banks VALUES ('counterfeit', 31), ('official', 31), ('licensed', 31);

-- A feed's images that are paths, and not URLs.
CREATE MACRO local_images(links) AS
list_filter(list_transform(string_split(links, ','), lambda i: replace(trim(i), '%2C', ',')), lambda i: i <> '' AND NOT regexp_matches(i, '^(?i:https?):'));

-- The hashes of live listings' photos at a moment: those that the marketplace gave (photo is null), and those of local images with enough in them to compare.
CREATE MACRO listing_photos(t) AS TABLE
WITH live AS (
  SELECT id, seller_id, image_link, additional_image_link, pdq FROM listings_as_of(t) WHERE removed_at IS NULL
), named AS (
  SELECT id, seller_id, unnest(local_images(replace(image_link, ',', '%2C'))) AS photo FROM live WHERE image_link IS NOT NULL
  UNION
  SELECT id, seller_id, unnest(local_images(additional_image_link)) FROM live WHERE additional_image_link IS NOT NULL
)
SELECT id AS listing_id, seller_id, NULL AS photo, pdq FROM live WHERE pdq IS NOT NULL
UNION ALL
SELECT n.id, n.seller_id, n.photo, h.pdq FROM named AS n JOIN image_hashes AS h ON h.feed = 'listings' AND h.image = n.photo
WHERE h.quality >= 50;

-- Which photos of live listings are in a bank, and what that says at a moment. A photo of the counterfeit bank is evidence; one of the official bank only
-- where the brand has not authorised the seller; none is where a licensed photo is as near. Entries in quarantine say nothing.
CREATE MACRO image_matches(t) AS TABLE
WITH matched AS (
  SELECT p.listing_id, p.seller_id, p.photo, p.pdq, m.image_id, i.brand_id, i."use" AS bank, m.distance, m.turn,
    EXISTS (
      FROM authorisations_as_of(t) AS a
      WHERE a.brand_id = i.brand_id AND a.seller_id = p.seller_id AND a.valid_from <= t AND coalesce(a.valid_until > t, true)
    ) AS is_authorised,
    min(m.distance) FILTER (i."use" = 'licensed') OVER (PARTITION BY p.listing_id, p.pdq) AS licensed_distance
  FROM listing_photos(t) AS p JOIN photo_matches AS m USING (pdq)
    JOIN images_as_of(t) AS i USING (image_id)
    JOIN bank_entries AS e USING (image_id)
    JOIN image_banks AS b ON b.bank = i."use"
  WHERE m.distance <= b.within AND (e.quarantined_at IS NULL OR e.released_at >= e.quarantined_at)
)
SELECT listing_id, seller_id, photo, image_id, brand_id, bank, distance, turn,
  CASE
    WHEN bank = 'licensed' THEN 'licensed'
    WHEN licensed_distance <= distance THEN 'licensed photo is as near'
    WHEN bank = 'official' AND is_authorised THEN 'seller is authorised'
    WHEN bank = 'official' THEN 'official photo, seller is not authorised'
    ELSE 'photo of a counterfeit'
  END AS says,
  says IN ('official photo, seller is not authorised', 'photo of a counterfeit') AS is_evidence
FROM matched;

-- Pictures of live listings at a moment, and how many unrelated hands use each: sellers who show the same identity or are paid to the same account are one.
CREATE MACRO shared_pictures(t) AS TABLE
SELECT q.picture, count(DISTINCT p.listing_id) AS listings, count(DISTINCT p.seller_id) AS sellers,
  count(DISTINCT coalesce(s.identity_hash, s.payout_account, p.seller_id)) AS hands
FROM listing_photos(t) AS p JOIN photos AS q USING (pdq) LEFT JOIN sellers_as_of(t) AS s USING (seller_id)
GROUP BY q.picture HAVING hands > 1;
