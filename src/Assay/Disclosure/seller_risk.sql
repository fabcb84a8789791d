SELECT seller_id, score, probability, margin, action, reasons, operator_id, listings, listings_flagged FROM seller_risk ORDER BY seller_id
