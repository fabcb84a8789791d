WITH events AS (
  SELECT * REPLACE (greatest(known_from, epoch_us("at")) AS known_from) FROM sessions_read
), accounts AS (
  SELECT 'seller'::sessions_account_kind AS kind, seller_id AS id, country, registered_at, known_from, known_until FROM sellers_known
  UNION ALL
  SELECT 'buyer', buyer_id, country, registered_at, known_from, known_until FROM buyers_known
)
SELECT
  CASE WHEN e.account_kind = 'seller' THEN e.account_id END AS seller_id, CASE WHEN e.account_kind = 'buyer' THEN e.account_id END AS buyer_id,
  epoch_us(e."at") AS "at", hash(e.account_id, e."at", e.action) AS tie, e.known_from, e.known_until,
  1 + enum_code(e.action) AS action, 1 + enum_code(n.kind) AS network_kind, 1 + enum_code(n.country) AS country, yes_no(n.country <> a.country) AS abroad,
  key_of(n.address) AS ip, key_of(n.network) AS network, key_of(e.device_id) AS device, key_of(e.router_id) AS router, key_of(e.user_agent) AS agent,
  key_of(n.asn) AS asn,
  days_between(a.registered_at, e."at") AS account_age
FROM events AS e
LEFT JOIN ip_networks AS n ON n.ip = e.ip AND n.known_from <= e.known_from AND n.known_until > e.known_from
LEFT JOIN accounts AS a ON a.id = e.account_id AND a.kind = e.account_kind AND a.known_from <= e.known_from AND a.known_until > e.known_from
