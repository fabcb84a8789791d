using System.Text.RegularExpressions;
using Assay.Screening.Listings;

namespace Assay.Monitor.Gate;

/// <summary>The tells of all brands: of a brand's articles in general, and of single products.</summary>
internal sealed class BrandTells
{
    private readonly Dictionary<string, List<Tell>> byBrand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> productsByNumber = new(StringComparer.Ordinal);

    /// <summary>No tells.</summary>
    public static BrandTells None { get; } = new([], []);

    /// <summary>Takes tells, and by which numbers the products are meant that have their own.</summary>
    public BrandTells(IEnumerable<(string Brand, string? Product, string Kind, string Value)> tells, IEnumerable<(string Product, string? Gtin, string? Mpn)> products)
    {
        var patterns = new Dictionary<string, Regex?>(StringComparer.Ordinal);
        foreach (var (brand, product, kind, value) in tells)
        {
            var isPattern = kind == "mpn_pattern";
            if (isPattern && !patterns.ContainsKey(value))
            {
                patterns[value] = Re2Pattern.Bounded(value);
            }

            Add(byBrand, brand, new Tell(product, isPattern, isPattern ? patterns[value] : null, value.ToLowerInvariant()));
        }

        foreach (var (product, gtin, mpn) in products)
        {
            foreach (var number in new[] { gtin is null ? null : $"g{gtin}", mpn is null ? null : $"m{mpn}" }.OfType<string>())
            {
                Add(productsByNumber, number, product);
            }
        }
    }

    /// <summary>Whether the part number breaks the brand's grammar, and whether a feature is claimed that was never made: 1, 0, or NaN where no tell speaks of it.</summary>
    /// <param name="brand">The brand that the listing names.</param>
    /// <param name="offer">The listing.</param>
    /// <param name="unread">A pattern that cannot be read; null for none.</param>
    public (double Part, double Feature) Of(string brand, OfferedListing offer, out string? unread)
    {
        unread = null;
        var (part, feature) = (double.NaN, double.NaN);
        if (!byBrand.TryGetValue(brand, out var tells))
        {
            return (part, feature);
        }

        var title = offer.Title.ToLowerInvariant();
        foreach (var tell in tells.Where(t => t.Product is null || IsMeant(t.Product, offer)))
        {
            if (!tell.IsPattern)
            {
                feature = Larger(feature, title.Contains(tell.Value, StringComparison.Ordinal));
            }
            else if (offer.Mpn is not null)
            {
                unread = tell.Pattern is null ? tell.Value : unread;
                part = tell.Pattern is null ? part : Larger(part, !tell.Pattern.IsMatch(offer.Mpn));
            }
        }

        return (part, feature);
    }

    private bool IsMeant(string product, OfferedListing offer) => Has($"g{offer.Gtin}", product) || Has($"m{offer.Mpn}", product);

    private bool Has(string number, string product) => number.Length > 1 && productsByNumber.TryGetValue(number, out var products) && products.Contains(product, StringComparer.Ordinal);

    private static double Larger(double known, bool found) => double.IsNaN(known) ? (found ? 1 : 0) : Math.Max(known, found ? 1 : 0);

    private static void Add<T>(Dictionary<string, List<T>> to, string key, T value)
    {
        if (!to.TryGetValue(key, out var same))
        {
            to[key] = same = [];
        }

        same.Add(value);
    }

    private sealed record Tell(string? Product, bool IsPattern, Regex? Pattern, string Value);
}
