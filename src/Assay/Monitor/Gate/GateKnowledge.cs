using Assay.Brands.Rights;
using Assay.Operators.StayDown;
using Assay.Screening.Images.Banks;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;
using Assay.Screening.Listings;

namespace Assay.Monitor.Gate;

/// <summary>
/// What a verdict needs to know of the market: a picture that never changes, and is exchanged for a newer one as a whole. About 120 bytes a seller, 100 a price,
/// 400 an authorisation, 700 a name of a brand and 400 an image of a bank.
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

    /// <summary>Reads words by the names of the registered brands.</summary>
    internal ListingReaders Readers { get; init; } = ListingReaders.OfNoNames;

    /// <summary>On what ground a brand that is named may act.</summary>
    internal GroundsInMarket Grounds { get; init; } = GroundsInMarket.None;

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

    /// <summary>The same photos, to be found where they are nearly the same.</summary>
    internal NearPhotos NearBadPhotos { get; init; } = NearPhotos.None;

    /// <summary>The brands' banks.</summary>
    internal PhotoBanks Banks { get; init; } = PhotoBanks.None;

    /// <summary>What is known against sellers, and for them.</summary>
    internal SellerStandings Sellers { get; init; } = SellerStandings.None;

    /// <summary>Operators, and shops that were closed.</summary>
    public KnownOperators Operators { get; init; } = KnownOperators.None;
}

/// <summary>A photo of counterfeits: who used it for them, and who has it in a live listing.</summary>
internal sealed record BadPhoto(HashSet<string> Bad, HashSet<string> Users);

/// <summary>Photos by what they look like.</summary>
internal sealed class NearPhotos
{
    private readonly HammingIndex index = new();
    private readonly List<BadPhoto> photos = [];

    /// <summary>Takes photos by their hashes as feeds spell them.</summary>
    public NearPhotos(IReadOnlyDictionary<string, BadPhoto> byHash)
    {
        foreach (var (pdq, photo) in byHash)
        {
            if (PdqHash.TryParse(pdq, out var hash) && !MatchImages.IsPlain(hash))
            {
                index.Add(hash);
                photos.Add(photo);
            }
        }

        index.Merge(Environment.ProcessorCount);
    }

    /// <summary>None.</summary>
    public static NearPhotos None { get; } = new(new Dictionary<string, BadPhoto>());

    /// <summary>Those that show the same.</summary>
    public IEnumerable<BadPhoto> Of(PdqHash hash) => photos.Count == 0 ? [] : index.Search(hash, PdqHash.SamePicture).Select(m => photos[m.Entry]);
}
