-- What looks of their own left of the listings in scope, each as of its moment: the product that a listing claims to be and its photos in the banks. A claim counts
-- while the listing stands as it was read.
CREATE OR REPLACE TEMP TABLE claim_facts AS
SELECT c.listing_id,
  len(list_filter(json_extract_string(c.contradictions, '$[*].code'), lambda code: code IN (
    'gtin_not_the_products', 'part_number_not_the_products', 'amount_never_made', 'amount_not_the_products', 'specification')))::DOUBLE AS product_contradicted
FROM product_claims AS c JOIN scope_listings AS l ON l.id = c.listing_id
WHERE c.as_of <= $1 AND l.observed_at <= c.as_of;

CREATE OR REPLACE TEMP TABLE bank_facts AS
SELECT listing_id, bool_or(bank = 'counterfeit')::DOUBLE AS photo_in_counterfeit_bank, bool_or(bank = 'official')::DOUBLE AS official_photo_unauthorised
FROM image_matches($1) WHERE is_evidence AND listing_id IN (SELECT listing_id FROM offers) GROUP BY listing_id;

-- Unrelated hands that show the same picture: sellers of one identity or payout account are one.
CREATE OR REPLACE TEMP TABLE picture_facts AS
SELECT p.listing_id, max(s.hands)::DOUBLE AS photo_of_many_hands
FROM listing_photos($1) AS p JOIN photos AS q USING (pdq) JOIN shared_pictures($1) AS s USING (picture)
WHERE p.listing_id IN (SELECT listing_id FROM offers) GROUP BY p.listing_id;
