SELECT d.listing_id, d.seller_id, d.action, d.score, d.probability, d.margin, d.reasons, d.rule_ids, d.as_of, v.versions,
  l.title, l.price, l.currency, b.name, s.shop_name, l.brand, l.description, d.matched_brand_id, w.ground, w.right_id
FROM decisions AS d JOIN decision_versions AS v USING (version)
LEFT JOIN listings AS l ON l.id = d.listing_id
LEFT JOIN brands AS b ON b.brand_id = d.matched_brand_id
LEFT JOIN sellers AS s ON s.seller_id = d.seller_id
LEFT JOIN listing_words AS w ON w.listing_id = d.listing_id
WHERE d.listing_id = $1;
