-- What the facts of single subjects are compared with, kept from the latest scan of everything, so that a few sellers can be judged by it: the moment of that
-- scan, the newest import that it saw, the newest one whose changes were scored since (null where more was known than it looked at), and what it was made by.
CREATE TABLE market_moments (as_of TIMESTAMP, run INTEGER, scored_run INTEGER, made_by VARCHAR);
CREATE TABLE market_rates (currency currency, rate DOUBLE);
CREATE TABLE market_product_prices (number VARCHAR, brand_id VARCHAR, price DOUBLE);
CREATE TABLE market_gtin_prices (gtin VARCHAR, money VARCHAR, price DOUBLE);
CREATE TABLE market_brand_prices (brand_id VARCHAR, category VARCHAR, money VARCHAR, price DOUBLE);
CREATE TABLE market_category_prices (category VARCHAR, money VARCHAR, price DOUBLE);
CREATE TABLE market_doubtful_reporters (reporter_id VARCHAR);
CREATE TABLE market_means (fake_refunds DOUBLE, described_refunds DOUBLE, say_fake DOUBLE, rating DOUBLE, handed_round DOUBLE, papers DOUBLE, templates DOUBLE);
-- What may link sellers: these are a seller's own, and are kept up whenever the seller is scored.
CREATE TABLE market_marks (seller_id VARCHAR, kind VARCHAR, value VARCHAR);
CREATE TABLE market_closed (seller_id VARCHAR);
CREATE TABLE market_bad_photos (pdq VARCHAR, seller_id VARCHAR);
-- What the words of live listings say, by a hash of them: reading them again took a third of a scan.
CREATE TABLE market_texts (listing_id VARCHAR, said UBIGINT, is_accessory BOOLEAN, is_slang BOOLEAN, is_disguised BOOLEAN);
