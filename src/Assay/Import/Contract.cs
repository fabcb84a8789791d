namespace Assay.Import;

/// <summary>The data contract between a marketplace and Assay, feed by feed, as docs/feeds.md tells it.</summary>
public static class Contract
{
    /// <summary>The feeds in the order in which they are imported.</summary>
    public static IReadOnlyList<Feed> Feeds { get; } =
    [
        .. MarketplaceFeeds.Entities,
        .. MarketplaceFeeds.Trade,
        .. MarketplaceFeeds.Signals,
        .. ReferenceFeeds.All,
        .. BrandFeeds.All,
    ];

    /// <summary>The moment a row was known to the marketplace; every feed may carry it.</summary>
    public static FeedColumn ObservedAt { get; } = Columns.Time("observed_at", optional: true);

    /// <summary>The feed of that name; null where the contract has none.</summary>
    public static Feed? Find(string name) => Feeds.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Short forms in which the contract's columns are written down.</summary>
internal static class Columns
{
    public static FeedColumn Id(string name, bool optional = false) => new(name, ColumnKind.Id) { IsOptional = optional };

    public static FeedColumn Text(string name, bool optional = true, string? knownFrom = null) =>
        new(name, ColumnKind.Text) { IsOptional = optional, KnownFrom = knownFrom };

    public static FeedColumn Hash(string name) => new(name, ColumnKind.Hash) { IsOptional = true };

    public static FeedColumn Account(string name, bool optional = false) => new(name, ColumnKind.Account) { IsOptional = optional };

    public static FeedColumn Time(string name, bool optional = false) => new(name, ColumnKind.Time) { IsOptional = optional };

    /// <summary>A later fact: it counts from its own time.</summary>
    public static FeedColumn Later(string name) => new(name, ColumnKind.Time) { IsOptional = true, KnownFrom = name };

    public static FeedColumn Validity(string name, bool optional = true) => new(name, ColumnKind.Validity) { IsOptional = optional };

    public static FeedColumn Of(ColumnKind kind, string name, bool optional = false) => new(name, kind) { IsOptional = optional };

    public static FeedColumn Whole(string name, double least, bool optional = false) =>
        new(name, ColumnKind.Whole) { IsOptional = optional, Least = least, Most = int.MaxValue };

    public static FeedColumn Real(string name, double least, double most, bool optional = false) =>
        new(name, ColumnKind.Real) { IsOptional = optional, Least = least, Most = most };

    public static FeedColumn Choice(string name, bool optional, string[] words, string? knownFrom = null) =>
        new(name, ColumnKind.Choice) { IsOptional = optional, Choices = words, KnownFrom = knownFrom };
}
