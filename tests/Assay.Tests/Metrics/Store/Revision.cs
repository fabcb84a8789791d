namespace Assay.Tests.Metrics.Store;

/// <summary>Other versions of a market's rows, by queries over its feeds.</summary>
internal static class Revision
{
    /// <summary>Versions of a part of every feed's rows, known later or earlier than those that stand, and rows that came late.</summary>
    public static IReadOnlyList<(string Feed, string Query)> Everything { get; } =
    [
        .. Both("orders", "order_id", "amount * 2 AS amount, quantity + 1 AS quantity, least(ordered_at + INTERVAL 50 HOUR, TIMESTAMP '2026-06-30') AS cancelled_at"),
        .. Both("buyers", "buyer_id", "CAST('FR' AS country) AS country, registered_at - INTERVAL 40 DAY AS registered_at"),
        .. Both("listings", "id", "price * 0.7 AS price, title || ' 1:1' AS title, CAST(NULL AS VARCHAR) AS pdq, least(observed_at, TIMESTAMP '2026-06-29') AS updated_at"),
        .. Both("sellers", "seller_id", "CAST('KZ' AS country) AS country, (SELECT min(payout_account) FROM sellers) AS payout_account, upper(legal_name) AS legal_name"),
        .. Both("payments", "payment_id", "to_account AS from_account, from_account AS to_account"),
        .. Both("shipments", "shipment_id", "(SELECT min(site_id) FROM sites) AS from_site, CAST(NULL AS DOUBLE) AS from_lat, weight_g / 3 AS weight_g, CAST('EUR' AS currency) AS currency"),
        .. Both("reviews", "review_id", "'Not what I ordered: fake!' AS text, 1.5 AS rating"),
        .. Both("reports", "report_id", "least(created_at + INTERVAL 3 DAY, TIMESTAMP '2026-06-30') AS resolved_at, CAST('upheld' AS reports_resolution) AS resolution"),
        .. Both("sessions", "account_id", "'2001:DB8:6c::7' AS ip, CAST(NULL AS VARCHAR) AS device_id"),
        .. Both("views", "viewer_id", "CAST(NULL AS INTEGER) AS position"),
        .. Both("outcomes", "outcome_id", "CAST('genuine' AS outcomes_verdict) AS verdict, CAST(NULL AS DOUBLE) AS weight"),
        .. Both("exchange_rates", "CAST(day AS VARCHAR)", "rate * 1.5 AS rate"),
        .. Later("sites", "site_id", "CAST('FR' AS country) AS country, lat + 1 AS lat, CAST('port' AS sites_kind) AS kind, TIMESTAMP '2026-02-01' AS observed_at"),
        .. Later("networks", "prefix", "CAST('hosting' AS networks_kind) AS kind, CAST('DE' AS country) AS country, TIMESTAMP '2026-03-01' AS observed_at"),
        ("networks", "SELECT split_part(prefix, '.', 1) || '.' || split_part(prefix, '.', 2) || '.0.0/24' AS prefix, asn || '9' AS asn, 'US' AS country, 'public' AS kind, TIMESTAMP '2026-01-15' AS observed_at FROM networks WHERE prefix LIKE '%.0.0/16'"),
        ("payments", Rows("payments", "payment_id || 'late' AS payment_id, paid_at + INTERVAL 90 MINUTE AS paid_at, paid_at + INTERVAL 60 HOUR AS observed_at", "hash(payment_id) % 4 = 0 AND paid_at < TIMESTAMP '2026-06-20'")),
        ("orders", Rows("orders", "order_id || 'late' AS order_id, ordered_at + INTERVAL 4 DAY AS observed_at, CAST('EUR' AS currency) AS currency", "hash(order_id) % 9 = 2 AND ordered_at < TIMESTAMP '2026-06-20'")),
    ];

    /// <summary>Versions of what events are joined with that nobody knew before the end of June.</summary>
    public static IReadOnlyList<(string Feed, string Query)> KnownLast { get; } =
    [
        .. from feed in Everything
           where feed.Feed is not ("views" or "outcomes" or "sites" or "networks") && !feed.Query.Contains("late", StringComparison.Ordinal)
           select (feed.Feed, $"SELECT * REPLACE (TIMESTAMP '2026-06-30 12:00:00' AS observed_at) FROM ({feed.Query})"),
        ("sites", Rows("sites", "CAST('FR' AS country) AS country, TIMESTAMP '2026-06-30 12:00:00' AS observed_at", "true")),
        ("networks", Rows("networks", "CAST('hosting' AS networks_kind) AS kind, TIMESTAMP '2026-06-30 12:00:00' AS observed_at", "true")),
    ];

    private static IEnumerable<(string Feed, string Query)> Both(string feed, string id, string changes) =>
    [
        (feed, Rows(feed, $"{changes}, least(observed_at + INTERVAL (1 + hash({id}, 1) % 700) HOUR, TIMESTAMP '2026-06-30') AS observed_at", $"hash({id}) % 5 = 0")),
        (feed, Rows(feed, $"{changes}, observed_at - INTERVAL (1 + hash({id}, 1) % 700) HOUR AS observed_at", $"hash({id}) % 5 = 1")),
    ];

    private static IEnumerable<(string Feed, string Query)> Later(string feed, string id, string changes) => [(feed, Rows(feed, changes, $"hash({id}) % 3 = 0"))];

    private static string Rows(string feed, string changes, string where) => $"SELECT * EXCLUDE (key_hash, run) REPLACE ({changes}) FROM {feed} WHERE {where}";
}
