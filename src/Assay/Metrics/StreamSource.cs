using Assay.Metrics.Definitions;

namespace Assay.Metrics;

/// <summary>A feed that a stream looks things up in, and which of its rows can be asked for.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Needed">
/// SQL of a condition on its rows, over those that are read: the table <c>DRIVING_read</c>. By the key's hash where it can be: eight bytes a row are looked at
/// and not its text. Null for all.
/// </param>
internal sealed record LookUp(string Feed, string? Needed);

/// <summary>
/// What a stream's query reads: one feed whose rows become its events, and others that it looks things up in. It tells which events have to be put
/// together again when a feed has something new.
/// </summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Driving">The feed whose rows become events: the view <c>DRIVING_read</c>.</param>
/// <param name="Tie">SQL of an event's tie, over a row of that feed and <c>event</c>, which counts from 1.</param>
/// <param name="Events">The most events that a row becomes.</param>
/// <param name="Times">Columns of that feed from which an event may count later than its row was known.</param>
/// <param name="LookUps">The feeds that are looked at: the views <c>FEED_known</c>.</param>
internal sealed record StreamSource(string Stream, string Driving, string Tie, int Events, IReadOnlyList<string> Times, IReadOnlyList<LookUp> LookUps)
{
    private static readonly LookUp Rates = new("exchange_rates", null);

    private static readonly IReadOnlyList<StreamSource> All =
    [
        new("orders", "orders", "hash(order_id, event)", 3, ["ordered_at", "cancelled_at", "refunded_at"],
            [new("listings", "key_hash IN (SELECT hash(listing_id) FROM orders_read)"), new("buyers", "key_hash IN (SELECT hash(buyer_id) FROM orders_read)"), Rates]),
        new("reviews", "reviews", "hash(review_id, event)", 1, ["created_at"],
            [
                new("orders", "key_hash IN (SELECT hash(order_id) FROM reviews_read)"), new("buyers", "key_hash IN (SELECT hash(buyer_id) FROM reviews_read)"),
                new("reviews", "buyer_id IN (SELECT buyer_id FROM reviews_read)"),
            ]),
        new("reports", "reports", "hash(report_id, event)", 2, ["created_at", "resolved_at"],
            [new("listings", "key_hash IN (SELECT hash(listing_id) FROM reports_read)"), new("reports", "reporter_id IN (SELECT reporter_id FROM reports_read)")]),
        new("sessions", "sessions", "hash(account_id, \"at\", action)", 1, ["at"],
            [
                new("networks", null), new("sellers", "key_hash IN (SELECT hash(account_id) FROM sessions_read)"), new("buyers", "key_hash IN (SELECT hash(account_id) FROM sessions_read)"),
                new("sessions", """
                    device_id IN (SELECT device_id FROM sessions_read) OR router_id IN (SELECT router_id FROM sessions_read) OR ip IN (SELECT ip FROM sessions_read)
                    """),
            ]),

        // A payment looks at payments back, and at the seller's earlier income; a parcel at where the others left.
        new("payments", "payments", "hash(payment_id, event)", 2, ["paid_at"],
            [
                new("sellers", "payout_account IN (SELECT unnest([from_account, to_account]) FROM payments_read)"),
                new("orders", "key_hash IN (SELECT hash(order_id) FROM payments_read)"),
                new("payments", "from_account IN (SELECT to_account FROM payments_read) AND to_account IN (SELECT from_account FROM payments_read)"), Rates,
            ]),
        new("shipments", "shipments", "hash(shipment_id, event)", 2, ["shipped_at", "delivered_at"],
            [
                new("orders", "key_hash IN (SELECT hash(order_id) FROM shipments_read)"), new("sellers", "key_hash IN (SELECT hash(seller_id) FROM shipments_read)"),
                new("sites", "key_hash IN (SELECT hash(from_site) FROM shipments_read)"), new("shipments", "false"), Rates,
            ]),
        new("offers", "listings", "hash(id, event)", 3, ["created_at", "updated_at", "removed_at"],
            [
                new("sellers", "key_hash IN (SELECT hash(seller_id) FROM listings_read)"),

                // Whose photo or title it shares, the stored events tell of every listing that is not read itself.
                new("listings", """
                    key_hash IN (
                      SELECT key_of(id) FROM listings_read
                      UNION ALL
                      SELECT listing FROM offers_by_seller WHERE photo IN (SELECT key_of(coalesce(pdq, image_link)) FROM listings_read WHERE coalesce(pdq, image_link) IS NOT NULL)
                      UNION ALL
                      SELECT listing FROM offers_by_seller WHERE title IN (SELECT key_of(text_of(title, 8)) FROM listings_read WHERE text_of(title, 8) IS NOT NULL))
                    """),
                Rates,
            ]),
        new("views", "views", "hash(listing_id, viewer_id, \"at\")", 1, ["at"], [new("listings", "key_hash IN (SELECT hash(listing_id) FROM views_read)")]),
        new("profiles", "sellers", "hash(seller_id, event)", 3, ["registered_at", "closed_at"], []),
        new("outcomes", "outcomes", "hash(coalesce(outcome_id, ''), CASE WHEN outcome_id IS NULL THEN (subject, subject_id, \"at\") END)", 1, ["at"],
            [new("listings", "key_hash IN (SELECT hash(subject_id) FROM outcomes_read)")]),
    ];

    /// <summary>What a stream reads.</summary>
    public static StreamSource Of(EventStream stream) => All.Single(s => s.Stream == stream.Name);

    /// <summary>The feeds whose rows, old and new, can change another row's event.</summary>
    public IEnumerable<string> LookedAt => LookUps.Select(l => l.Feed);
}
