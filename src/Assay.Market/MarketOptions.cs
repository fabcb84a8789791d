namespace Assay.Market;

/// <summary>How large a sample market is.</summary>
public enum MarketSize
{
    /// <summary>About 5,000 listings and 50,000 events.</summary>
    Small,

    /// <summary>About 100,000 listings and 2 million events.</summary>
    Medium,

    /// <summary>About 1 million listings and 20 million events.</summary>
    Large,

    /// <summary>About 10 million listings and 100 million events.</summary>
    Huge,
}

/// <summary>What a sample market is made from. The same options give the same bytes on every machine.</summary>
public sealed record MarketOptions(MarketSize Size, ulong Seed)
{
    /// <summary>The moment that the market's history ends; nothing later is known.</summary>
    public DateTime End { get; init; } = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How many processors to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Other numbers than the size's own, for tests.</summary>
    internal MarketScale? Scale { get; init; }
}

/// <summary>How far the making of a market has come: the feed last written, rows so far, and the fraction of all work.</summary>
public sealed record MarketProgress(string Feed, long Rows, double Fraction);

/// <summary>What was made. Events are orders, payments, shipments, reviews, reports, sessions and views.</summary>
public sealed record MarketSummary(long Sellers, long Listings, long Events, long Rows, long Bytes);
