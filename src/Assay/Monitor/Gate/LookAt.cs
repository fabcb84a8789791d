using Assay.Screening.Products.Claims;

namespace Assay.Monitor.Gate;

/// <summary>What checks find out about a listing without waiting for anything: the facts of <c>Scoring/Facts</c> that need no history of the listing, to the bit.</summary>
internal static class LookAt
{
    // A photo of more shops than this says nothing of any of them.
    private const int MostUsers = 20;

    private static readonly int Slang = GateFacts.PlaceOf("replica_slang");
    private static readonly int Disguised = GateFacts.PlaceOf("disguised_letters");
    private static readonly int Accessory = GateFacts.PlaceOf("accessory");
    private static readonly int SecondHand = GateFacts.PlaceOf("second_hand");
    private static readonly int WithoutAuthorisation = GateFacts.PlaceOf("brand_without_authorisation");
    private static readonly int Authorised = GateFacts.PlaceOf("authorised_seller");
    private static readonly int GtinWrong = GateFacts.PlaceOf("gtin_wrong");
    private static readonly int GtinOfAnother = GateFacts.PlaceOf("gtin_of_another_brand");
    private static readonly int PriceOfProduct = GateFacts.PlaceOf("price_of_product");
    private static readonly int PriceOfBrand = GateFacts.PlaceOf("price_of_brand");
    private static readonly int PriceOfCategory = GateFacts.PlaceOf("price_of_category");
    private static readonly int PartNumber = GateFacts.PlaceOf("part_number_not_the_brands");
    private static readonly int NeverMade = GateFacts.PlaceOf("feature_never_made");
    private static readonly int Photo = GateFacts.PlaceOf("photo_of_counterfeits");

    /// <summary>Title, description and condition.</summary>
    public static string? Text(GateFacts facts)
    {
        var offer = facts.Offer;
        facts.IsAccessory = ListingWords.IsAccessory(offer.Title);
        facts.Set(Accessory, facts.IsAccessory);
        facts.Set(SecondHand, offer.Condition != "new");
        facts.Set(Slang, ListingWords.IsSlang(offer.Description is null ? offer.Title : $"{offer.Title} {offer.Description}"));
        facts.Set(Disguised, ListingWords.IsDisguised(offer.Title));
        return null;
    }

    /// <summary>The brand that it names, and whether the seller may.</summary>
    public static string? Brand(GateFacts facts)
    {
        var (offer, known) = (facts.Offer, facts.Knowledge);
        facts.Brand = (offer.Brand is null ? null : known.Names.FirstIn(offer.Brand)) ?? known.Names.FirstIn(offer.Title);
        if (facts.Brand is not { } brand)
        {
            return null;
        }

        var isAuthorised = known.Authorised.Contains((brand, offer.SellerId));
        facts.Set(Authorised, isAuthorised);
        if (known.AuthorisingBrands.Contains(brand) && !facts.IsAccessory)
        {
            facts.Set(WithoutAuthorisation, !isAuthorised && offer.Condition == "new");
        }

        return null;
    }

    /// <summary>GTIN.</summary>
    public static string? Numbers(GateFacts facts)
    {
        if (facts.Offer.Gtin is not { } gtin)
        {
            return null;
        }

        facts.Set(GtinWrong, !Gtin.Holds(gtin));
        if (facts.Brand is { } brand && facts.Knowledge.BrandOfGtin.TryGetValue(gtin, out var owner))
        {
            facts.Set(GtinOfAnother, owner != brand);
        }

        return null;
    }

    /// <summary>The price beside what the article costs elsewhere: by its numbers, else by brand and category, else by category.</summary>
    public static string? Prices(GateFacts facts)
    {
        var (offer, known) = (facts.Offer, facts.Knowledge);
        var hasRate = known.Rates.TryGetValue(offer.Currency, out var rate);
        var money = hasRate ? "" : offer.Currency;
        var price = OfferedPrice.ToReal(offer.Asked) / (hasRate ? rate : 1);
        if (price <= 0)
        {
            return null;
        }

        var product = OfProduct(facts, money);
        var brand = facts.Brand is { } named && offer.Category is { } its ? Of(known.BrandPrices, (named, its, money)) : null;
        var category = offer.Category is { } shelf ? Of(known.CategoryPrices, (shelf, money)) : null;
        facts.Set(PriceOfProduct, price / product ?? double.NaN, product ?? double.NaN);
        facts.Set(PriceOfBrand, product is null ? price / brand ?? double.NaN : double.NaN, brand ?? double.NaN);
        facts.Set(PriceOfCategory, (product ?? brand) is null ? price / category ?? double.NaN : double.NaN, category ?? double.NaN);
        return null;
    }

    /// <summary>What the rights holder says tells its articles from fakes.</summary>
    public static string? Tells(GateFacts facts)
    {
        if (facts.Brand is not { } brand || facts.IsAccessory)
        {
            return null;
        }

        var (part, feature) = facts.Knowledge.Tells.Of(brand, facts.Offer, out var unread);
        facts.Set(PartNumber, part);
        facts.Set(NeverMade, feature);
        return unread is null ? null : "the brand's pattern for part numbers cannot be read";
    }

    /// <summary>The photo's hash, where the marketplace made one, among the photos of counterfeits.</summary>
    public static string? KnownPhoto(GateFacts facts)
    {
        var offer = facts.Offer;
        if (offer.Pdq is null || !facts.Knowledge.BadPhotos.TryGetValue(offer.Pdq, out var photo))
        {
            return null;
        }

        var others = photo.Bad.Count - (photo.Bad.Contains(offer.SellerId) ? 1 : 0);
        var users = photo.Users.Count + (photo.Users.Contains(offer.SellerId) ? 0 : 1);
        if (others > 0 && users <= MostUsers)
        {
            facts.Set(Photo, others);
        }

        return null;
    }

    /// <summary>What is known of the seller since the latest decision on it.</summary>
    public static string? Seller(GateFacts facts) => facts.AddSeller() ? null : "nothing is known of the seller yet";

    private static double? OfProduct(GateFacts facts, string money)
    {
        var (offer, known) = (facts.Offer, facts.Knowledge);
        if (money.Length == 0 && facts.Brand is { } brand)
        {
            var own = (offer.Gtin is { } number ? Of(known.ProductPrices, (number, brand)) : null) ?? (offer.Mpn is { } part ? Of(known.ProductPrices, (part, brand)) : null);
            if (own is not null)
            {
                return own;
            }
        }

        return offer.Gtin is { } gtin ? Of(known.GtinPrices, (gtin, money)) : null;
    }

    private static double? Of<TKey>(Dictionary<TKey, double> prices, TKey key)
        where TKey : notnull => prices.TryGetValue(key, out var price) ? price : null;
}
