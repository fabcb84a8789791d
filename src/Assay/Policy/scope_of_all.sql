-- Everybody that feeds ever named as a seller.
CREATE OR REPLACE TEMP TABLE scope_sellers AS SELECT id AS seller_id FROM subjects WHERE kind = 'seller';
