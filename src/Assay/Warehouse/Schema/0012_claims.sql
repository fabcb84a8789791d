-- Which registered product each live listing claims to be, as of the latest look: with what speaks for it, and what contradicts it (a JSON array).
-- Without a product: it names the brand and none of its products, and something contradicts the brand.
CREATE TABLE product_claims (
  listing_id VARCHAR, product_id VARCHAR, brand_id VARCHAR, probability DOUBLE, reasons VARCHAR, contradictions VARCHAR, look_for VARCHAR, as_of TIMESTAMP
);
-- What each live listing asks beside what its like cost: the rights holder's own price, then other listings of the product claimed, of the brand in the category, and of the
-- category. Amounts are in money: a currency, or '' for the market's common one. Null where too few know.
CREATE TABLE listing_prices (
  listing_id VARCHAR, product_id VARCHAR, money VARCHAR, price DOUBLE, holder_price DOUBLE, holder_since TIMESTAMP, of_holder DOUBLE,
  product_listings BIGINT, product_low DOUBLE, product_median DOUBLE, product_high DOUBLE, of_product DOUBLE,
  brand_listings BIGINT, brand_low DOUBLE, brand_median DOUBLE, brand_high DOUBLE, of_brand DOUBLE,
  category_listings BIGINT, category_low DOUBLE, category_median DOUBLE, category_high DOUBLE, of_category DOUBLE, as_of TIMESTAMP
);
