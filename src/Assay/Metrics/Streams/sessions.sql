WITH events AS NOT MATERIALIZED (
  -- Read twice rather than kept: all texts of all sessions would be put down in between.
  SELECT * REPLACE (greatest(known_from, epoch_us("at")) AS known_from) FROM sessions_read
), accounts AS (
  SELECT 'seller'::sessions_account_kind AS kind, seller_id AS id, country, registered_at, known_from, known_until FROM sellers_known
  UNION ALL
  SELECT 'buyer', buyer_id, country, registered_at, known_from, known_until FROM buyers_known
), seen AS (
  -- An address counts as it is written, so that an incremental build finds its other sessions.
  SELECT unnest([hash('device', device_id), hash('router', router_id), hash('ip', ip)]) AS shared, unnest([device_id, router_id, ip]) AS named,
    hash(account_kind, account_id) AS account, greatest(known_from, epoch_us("at")) AS known_from
  FROM sessions_known WHERE known_until > epoch_us("at")
), pairs AS (
  SELECT shared, account, min(known_from) AS since FROM seen WHERE named IS NOT NULL GROUP BY shared, account
), grown AS (
  -- Most things have one account, and no count that grows.
  SELECT shared, since, count(*) OVER (PARTITION BY shared ORDER BY since RANGE UNBOUNDED PRECEDING) AS accounts
  FROM pairs WHERE shared IN (SELECT shared FROM pairs GROUP BY shared HAVING count(*) > 1)
), moments AS (
  SELECT DISTINCT unnest([hash('device', device_id), hash('router', router_id), hash('ip', ip)]) AS shared, known_from FROM events
), counted AS (
  SELECT m.shared, m.known_from, g.accounts
  FROM (FROM moments WHERE shared IN (SELECT shared FROM grown)) AS m ASOF JOIN grown AS g ON g.shared = m.shared AND m.known_from >= g.since
)
SELECT
  CASE WHEN e.account_kind = 'seller' THEN e.account_id END AS seller_id, CASE WHEN e.account_kind = 'buyer' THEN e.account_id END AS buyer_id,
  epoch_us(e."at") AS "at", hash(e.account_id, e."at", e.action) AS tie, e.known_from, e.known_until,
  1 + enum_code(e.action) AS action, 1 + enum_code(n.kind) AS network_kind, 1 + enum_code(n.country) AS country, yes_no(n.country <> a.country) AS abroad,
  key_of(n.address) AS ip, key_of(n.network) AS network, key_of(e.device_id) AS device, key_of(e.router_id) AS router, key_of(e.user_agent) AS agent,
  key_of(n.asn) AS asn,
  days_between(a.registered_at, e."at") AS account_age,
  -- Accounts that were known with it then, this one among them.
  CASE WHEN e.device_id IS NOT NULL THEN coalesce(cd.accounts, 1) END AS device_accounts,
  CASE WHEN e.router_id IS NOT NULL THEN coalesce(cr.accounts, 1) END AS router_accounts,
  CASE WHEN e.ip IS NOT NULL THEN coalesce(ci.accounts, 1) END AS ip_accounts
FROM events AS e
LEFT JOIN ip_networks AS n ON n.ip = e.ip AND n.known_from <= e.known_from AND n.known_until > e.known_from
LEFT JOIN accounts AS a ON a.id = e.account_id AND a.kind = e.account_kind AND a.known_from <= e.known_from AND a.known_until > e.known_from
LEFT JOIN counted AS cd ON cd.shared = hash('device', e.device_id) AND cd.known_from = e.known_from
LEFT JOIN counted AS cr ON cr.shared = hash('router', e.router_id) AND cr.known_from = e.known_from
LEFT JOIN counted AS ci ON ci.shared = hash('ip', e.ip) AND ci.known_from = e.known_from
