namespace Assay.Market;

/// <summary>The numbers that a size stands for.</summary>
internal sealed record MarketScale(
    int Sellers, int Listings, int Buyers, int Brands, int Trolls, int Factories, int Batches, double OrdersPerListing)
{
    /// <summary>Fakes are 2 to 8 % of listings in audited samples (ANCHORS); the middle.</summary>
    public const double FakeShare = 0.047;

    /// <summary>Of all sellers, those that an operator owns.</summary>
    public const double OperatorShops = 0.07;

    /// <summary>180,000 shops belonged to 61,330 operators (Alibaba).</summary>
    public const double ShopsPerOperator = 2.9;

    /// <summary>61,330 operators led to 1,640 factories (Alibaba); a small market keeps a few.</summary>
    public static MarketScale Of(MarketSize size) => size switch
    {
        MarketSize.Small => new(600, 5_000, 5_200, 14, 2, 3, 1, 1.85),
        MarketSize.Medium => new(12_000, 100_000, 210_000, 48, 4, 8, 6, 3.85),
        MarketSize.Large => new(120_000, 1_000_000, 2_100_000, 120, 10, 78, 60, 3.85),
        MarketSize.Huge => new(1_200_000, 10_000_000, 12_000_000, 240, 40, 780, 120, 1.85),
        _ => throw new ArgumentOutOfRangeException(nameof(size), size, "small, medium, large or huge"),
    };
}
