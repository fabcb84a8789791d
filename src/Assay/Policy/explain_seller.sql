SELECT r.seller_id, r.seller_id, r.action, r.score, r.probability, r.margin, r.reasons, '', r.as_of, '',
  s.shop_name, s.registered_at, s.country, r.listings, r.listings_flagged, s.closed_at, s.close_reason, r.operator_id,
  (SELECT count(*) FROM operators WHERE operator_id = r.operator_id), (SELECT any_value(closed) FROM operators_and_closed() WHERE operator_id = r.operator_id)
FROM seller_risk AS r LEFT JOIN sellers AS s USING (seller_id) WHERE r.seller_id = $1;
