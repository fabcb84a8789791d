namespace Assay.Market;

/// <summary>A purchase. Its refund becomes known later than the order.</summary>
internal sealed class Order
{
    public required ulong Id { get; init; }

    public required Listing Listing { get; init; }

    public required int Buyer { get; init; }

    public required int Quantity { get; init; }

    public required long Amount { get; init; }

    public required long At { get; init; }

    public long CancelledAt { get; set; }

    public long RefundedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>A ring's purchase, made for the sake of its review.</summary>
    public bool Brushed { get; init; }

    /// <summary>A ring's purchase at an honest shop, made to look like anyone.</summary>
    public bool Hiding { get; init; }
}

internal sealed record Payment(ulong Id, ulong From, ulong To, long Amount, Currency Currency, long At, string Kind, ulong Order);

internal sealed record Shipment(ulong Id, string Carrier, Site From, Site? To, Country ToCountry, string? ToRegion, long ShippedAt, long DeliveredAt)
{
    public ulong Order { get; init; }

    public ulong Seller { get; init; }

    public ulong Parent { get; init; }

    public ulong SenderPhone { get; init; }

    public int Grams { get; init; }

    public string? Goods { get; init; }

    public long Value { get; init; }

    public Currency? Currency { get; init; }

    public string? Hs { get; init; }
}

internal sealed record Review(ulong Id, Order Order, int Rating, string? Text, long At);

/// <summary>A complaint or a notice, with the truth of it.</summary>
internal sealed record Report(ulong Id, Listing Listing, ulong Reporter, char ReporterLetter, string ReporterKind, string Reason, long At)
{
    public Brand? Brand { get; init; }

    public Right? Right { get; init; }

    public string? Text { get; init; }

    public long ResolvedAt { get; init; }

    public string? Resolution { get; init; }

    public bool Malicious { get; init; }
}

internal sealed record Session(ulong Account, bool OfSeller, long At, string Action, Line Line, ulong Device, int Agent);

internal sealed record View(Listing Listing, int Viewer, long At, string Via, int Position);

internal sealed record Outcome(ulong Id, bool OfListing, ulong Subject, string Verdict, string Basis, ulong Order, double Weight, long At);

internal sealed record ExternalMetric(ulong Seller, long At, long ResponseTenths, long LateThousandths, long ChatThousandths, string Tier);
