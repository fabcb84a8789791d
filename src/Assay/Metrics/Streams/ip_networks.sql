-- For each address that a session came from: how it is written, its surroundings, and what was known of its network, and when; filled by IpNetworks.
CREATE OR REPLACE TEMP TABLE ip_networks (
  ip VARCHAR, address VARCHAR, network VARCHAR, known_from BIGINT, known_until BIGINT, kind networks_kind, country country, asn VARCHAR
)
