using Assay.Brands;

namespace Assay.Monitor.Gate;

/// <summary>
/// What a verdict needs to know of the market: a picture that never changes, and is exchanged for a newer one as a whole. About 120 bytes a seller, 100 a price and
/// 150 an authorisation.
/// </summary>
public sealed record GateKnowledge
{
    /// <summary>Nothing: before the first load. Words, numbers' check digits and nothing else are judged.</summary>
    public static GateKnowledge None { get; } = new();

    /// <summary>The moment it looks from; null where nothing was imported.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The newest import in it.</summary>
    public long Run { get; init; }

    /// <summary>True where a scan kept what listings are compared with.</summary>
    public bool HasMarket { get; init; }

    /// <summary>Names and aliases of the registered brands.</summary>
    internal BrandNames Names { get; init; } = new([]);

    /// <summary>Brands with an authorisation that holds, and by brand and seller who has one.</summary>
    internal HashSet<string> AuthorisingBrands { get; init; } = [];

    internal HashSet<(string Brand, string Seller)> Authorised { get; init; } = [];

    /// <summary>Units of a currency for one of the common money.</summary>
    internal Dictionary<string, double> Rates { get; init; } = [];

    /// <summary>The rights holders' own prices in common money, by GTIN or part number and brand.</summary>
    internal Dictionary<(string Number, string Brand), double> ProductPrices { get; init; } = [];

    /// <summary>Medians, by what is compared and by money: the empty text for the common one.</summary>
    internal Dictionary<(string Gtin, string Money), double> GtinPrices { get; init; } = [];

    internal Dictionary<(string Brand, string Category, string Money), double> BrandPrices { get; init; } = [];

    internal Dictionary<(string Category, string Money), double> CategoryPrices { get; init; } = [];

    /// <summary>The brand of a GTIN that belongs to one alone.</summary>
    internal Dictionary<string, string> BrandOfGtin { get; init; } = [];

    /// <summary>What tells a brand's articles from fakes.</summary>
    internal BrandTells Tells { get; init; } = BrandTells.None;

    /// <summary>Photos of counterfeits.</summary>
    internal Dictionary<string, BadPhoto> BadPhotos { get; init; } = [];

    /// <summary>What is known against sellers, and for them.</summary>
    internal SellerStandings Sellers { get; init; } = SellerStandings.None;
}

/// <summary>A photo of counterfeits: who used it for them, and who has it in a live listing.</summary>
internal sealed record BadPhoto(HashSet<string> Bad, HashSet<string> Users);
