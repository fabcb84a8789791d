SELECT listing_id, seller_id, decided_at, as_of, score, probability, margin, action, reasons, matched_brand_id, rule_ids, checks_run, versions
FROM decisions JOIN decision_versions USING (version) ORDER BY listing_id
