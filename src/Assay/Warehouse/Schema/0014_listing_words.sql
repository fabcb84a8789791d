-- What the words of live listings say, as of the latest scan, a row a listing: the registered brand that it is about (null for none), where that stands (brand,
-- title, description), and on what ground the name may be acted on: the words of GroundKind, null where no right of the brand is on file.
DROP TABLE named_brands;
DROP TABLE market_texts;
CREATE TABLE listing_words (
  listing_id VARCHAR, brand_id VARCHAR, place VARCHAR, is_accessory BOOLEAN, is_second_hand BOOLEAN, is_slang BOOLEAN, is_disguised BOOLEAN, ground VARCHAR, right_id VARCHAR
);
-- Countries that the market delivers to, kept from the latest scan of everything.
CREATE TABLE market_places (country VARCHAR);
-- What was made by readings of before is made anew.
DELETE FROM market_moments;
