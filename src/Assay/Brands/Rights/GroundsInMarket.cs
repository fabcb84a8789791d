using System.Collections.Concurrent;

namespace Assay.Brands.Rights;

/// <summary>The grounds of listings that name a brand: in one market, at one moment. Any number of threads may ask.</summary>
/// <param name="rights">What was registered and whom the holders authorised.</param>
/// <param name="delivers">ISO 3166-1 alpha-2 of the countries that the market delivers to; none where that is not known.</param>
/// <param name="at">The moment.</param>
public sealed class GroundsInMarket(RightsOfBrands rights, IReadOnlyList<string> delivers, DateTime at)
{
    /// <summary>Spellings of the ground in tables, by <see cref="GroundKind"/>.</summary>
    public static IReadOnlyList<string> Spellings { get; } = ["authorised", "right_holds", "other_goods", "place_unknown", "foreign", "expired", "not_yet", "no_right"];

    /// <summary>The kind of a spelling.</summary>
    public static GroundKind Parse(string spelling) =>
        Spellings.Index().FirstOrDefault(s => s.Item == spelling, (Index: -1, Item: spelling)) is (>= 0 and var kind, _)
            ? (GroundKind)kind
            : throw new InvalidOperationException($"{spelling} is no ground that this build knows.");

    // Strangers may send any number of categories.
    private const int MostKept = 100_000;

    // A name in a text touches marks alone.
    private static readonly RightKind[] Marks = [RightKind.WordMark, RightKind.FigurativeMark];

    private readonly ConcurrentDictionary<(string BrandId, string? Category, string? Country, string? ShipFrom), Ground?> kept = new();

    /// <summary>No rights.</summary>
    public static GroundsInMarket None { get; } = new(new RightsOfBrands([], []), [], DateTime.UnixEpoch);

    /// <summary>True where the holder authorised somebody at the moment, so that others are not.</summary>
    public bool Authorises(string brandId) => rights.Authorises(brandId, at);

    /// <summary>True where the holder authorised the seller at the moment, for whatever goods.</summary>
    public bool HasLeave(string brandId, string sellerId) => rights.HasLeave(brandId, sellerId, at);

    /// <summary>The ground; null where no right of the brand is on file, so that nothing is known of it.</summary>
    /// <param name="brandId">The brand that is named.</param>
    /// <param name="sellerId">The seller.</param>
    /// <param name="country">The seller's country; null where unknown.</param>
    /// <param name="shipFrom">The country that the listing is sent from; null where unknown.</param>
    /// <param name="category">The listing's category; null where unknown.</param>
    public Ground? Of(string brandId, string sellerId, string? country, string? shipFrom, string? category)
    {
        if (rights.IsAuthorised(brandId, Offer(sellerId, country, shipFrom, category)))
        {
            return new Ground(GroundKind.Authorised, null);
        }

        var key = (brandId, category, country, shipFrom);
        if (!kept.TryGetValue(key, out var ground))
        {
            ground = rights.HasRights(brandId) ? rights.GroundOf(brandId, Marks, Offer(sellerId, country, shipFrom, category)) : null;
            if (kept.Count < MostKept)
            {
                kept[key] = ground;
            }
        }

        return ground;
    }

    private Offer Offer(string sellerId, string? country, string? shipFrom, string? category) =>
        new(sellerId, delivers, [.. new[] { country, shipFrom }.OfType<string>().Distinct()], category, at);
}
