using Assay.Screening.Listings;
using Assay.Screening.Products.Matching;
using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Claims;

/// <summary>
/// Says of listings which registered product each claims to be. A listing's answer does not depend on other listings: words are weighed by the registered
/// products alone, and its rivals are its own candidates.
/// </summary>
internal sealed class ReadClaims
{
    private const int CandidatesOfListing = 8;
    private const int MostLookFor = 5;

    // Judgements: a brand that is named narrows a claim as much as a part number would, another one speaks against it as much as a conflicting one.
    private const double SameBrand = 1;
    private const double OtherBrand = -2;
    private const double ModelOfBrand = 3;

    private readonly RegisteredProduct[] products;
    private readonly Dictionary<string, BrandKnowledge> brands;
    private readonly ListingReaders readers;
    private readonly Corpus known;
    private readonly List<int>?[] rowsByTerm;
    private readonly int threads;

    /// <summary>Takes what is registered.</summary>
    public ReadClaims(IEnumerable<RegisteredProduct> products, Dictionary<string, BrandKnowledge> brands, ListingReaders readers, int threads)
    {
        this.products = [.. products];
        this.brands = brands;
        this.readers = readers;
        this.threads = threads;
        known = Corpus.Of([], [.. this.products.Select(p => p.Product)]);
        rowsByTerm = Candidates.RowsByTerm(known.Right, known.Words.Count);
    }

    /// <summary>The claims of a batch of listings, in their order; a listing that claims none, such as a part for one, has none.</summary>
    public IReadOnlyList<ProductClaim> Of(IReadOnlyList<Product> listings, CancellationToken stop)
    {
        var parts = new List<ProductClaim>[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, part =>
        {
            var (from, to) = (listings.Count * part / threads, listings.Count * (part + 1) / threads);
            parts[part] = OfPart([.. listings.Skip(from).Take(to - from)], stop);
        });
        return [.. parts.SelectMany(p => p)];
    }

    private List<ProductClaim> OfPart(List<Product> listings, CancellationToken stop)
    {
        var readings = listings.ConvertAll(Read);
        var named = readings.ConvertAll(r => r.BrandId);
        var corpus = known.Beside(listings);
        var pairs = new PairSet(Candidates.OfLeft(corpus, rowsByTerm, CandidatesOfListing, stop).Where(p => !readings[p.Left].IsAccessory));
        var margins = Array.ConvertAll(pairs.All, pair => ColdMatch.ClaimMargin(Features(corpus, pair)) + OfBrand(corpus, named, pair));
        var claims = new List<ProductClaim>();
        for (var listing = 0; listing < listings.Count; listing++)
        {
            stop.ThrowIfCancellationRequested();
            if (!readings[listing].IsAccessory && Claim(corpus, pairs, margins, named, listing) is { } claim)
            {
                claims.Add(claim);
            }
        }

        return claims;
    }

    private ListingReading Read(Product listing) => readers.Run(listing.Brand.Length > 0 ? listing.Brand : null, listing.Title, listing.Description.Length > 0 ? listing.Description : null);

    // The brand that is named, and what tells its products apart: the rest of a title may be in any language.
    private double OfBrand(Corpus corpus, List<string?> named, Pair pair)
    {
        if (named[pair.Left] is not { } brand)
        {
            return 0;
        }

        var product = products[pair.Right];
        return brand != product.BrandId
            ? OtherBrand
            : SameBrand + (ModelOfBrand * (brands[brand].ModelNamed(product, [.. corpus.Left.Profiles[pair.Left].Title.Select(t => t.Text)]) ?? 0));
    }

    // A listing that names a brand and none of its products is kept where something contradicts the brand.
    private ProductClaim? OfBrandAlone(Corpus corpus, string? named, int listing)
    {
        var product = corpus.Left.Profiles[listing].Product;
        return named is not null && brands.TryGetValue(named, out var brand) && FindContradictions.OfBrand(product, brand) is { Count: > 0 } contradictions
            ? new ProductClaim(product.Id, named, null, null, "", contradictions, [])
            : null;
    }

    private static float[] Features(Corpus corpus, Pair pair)
    {
        var row = new float[PairFeatures.Width];
        PairFeatures.Write(corpus, pair, row);
        return row;
    }

    private ProductClaim? Claim(Corpus corpus, PairSet pairs, double[] margins, List<string?> named, int listing)
    {
        var id = corpus.Left.Profiles[listing].Product.Id;
        if (pairs.OfLeft(listing) is not { Count: > 0 } candidates)
        {
            return OfBrandAlone(corpus, named[listing], listing);
        }

        var best = candidates.MaxBy(place => margins[place]);
        var rivals = new float[RivalFeatures.Names.Length];
        RivalFeatures.Write(pairs, margins, best, margins[best], rivals);
        var among = ColdMatch.AmongLeftRivals(rivals);
        if (margins[best] + among < 0)
        {
            return OfBrandAlone(corpus, named[listing], listing);
        }

        var place = pairs.All[best];
        var product = products[place.Right];
        var brand = brands[product.BrandId];
        return new ProductClaim(
            id,
            product.BrandId,
            product,
            Math.Round(1 / (1 + Math.Exp(-margins[best] - among)), 6),
            Reasons.Of([.. ColdMatch.Names, "brand_and_model_named", "place_among_rivals"], [.. ColdMatch.WeighClaim(Features(corpus, place)), OfBrand(corpus, named, place), among]),
            FindContradictions.Of(corpus.Left.Profiles[listing].Product, product, brand),
            [.. brand.TellsOf("packaging", product).Concat(brand.TellsOf("mark", product)).Select(t => t.Value).Take(MostLookFor)]);
    }
}
