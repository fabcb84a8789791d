using Assay.Brands.Rights;
using Assay.Screening.Images.Banks;
using Assay.Screening.Images.Pdq;
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
    private static readonly int DoesNotHold = GateFacts.PlaceOf("right_does_not_hold");
    private static readonly int GtinWrong = GateFacts.PlaceOf("gtin_wrong");
    private static readonly int GtinOfAnother = GateFacts.PlaceOf("gtin_of_another_brand");
    private static readonly int PriceOfProduct = GateFacts.PlaceOf("price_of_product");
    private static readonly int PriceOfBrand = GateFacts.PlaceOf("price_of_brand");
    private static readonly int PriceOfCategory = GateFacts.PlaceOf("price_of_category");
    private static readonly int PartNumber = GateFacts.PlaceOf("part_number_not_the_brands");
    private static readonly int NeverMade = GateFacts.PlaceOf("feature_never_made");
    private static readonly int InCounterfeitBank = GateFacts.PlaceOf("photo_in_counterfeit_bank");
    private static readonly int Official = GateFacts.PlaceOf("official_photo_unauthorised");
    private static readonly int Photo = GateFacts.PlaceOf("photo_of_counterfeits");

    /// <summary>Brand, title, description and condition.</summary>
    public static string? Text(GateFacts facts)
    {
        var offer = facts.Offer;
        var said = facts.Reading = facts.Knowledge.Readers.Run(offer.Brand, offer.Title, offer.Description);
        facts.Set(Accessory, said.IsAccessory);
        facts.Set(SecondHand, IsSecondHand(facts));
        facts.Set(Slang, said.IsSlang);
        facts.Set(Disguised, said.IsDisguised);
        return null;
    }

    /// <summary>Whether the seller may name the brand that it names, and whether any right of that brand holds.</summary>
    public static string? Rights(GateFacts facts)
    {
        if (facts.Brand is not { } brand)
        {
            return null;
        }

        var (offer, known) = (facts.Offer, facts.Knowledge);
        facts.Ground = known.Grounds.Of(brand, offer.SellerId, known.Sellers.CountryOf(offer.SellerId), offer.ShipFrom, offer.Category);
        facts.Set(Authorised, facts.Ground?.Kind == GroundKind.Authorised);
        if (facts.IsAccessory)
        {
            return null;
        }

        facts.Set(DoesNotHold, facts.Ground is { HoldsNowhere: true });
        if (known.Grounds.Authorises(brand))
        {
            facts.Set(WithoutAuthorisation, facts.Ground is null or { MayInfringe: true } && !IsSecondHand(facts));
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

    /// <summary>The photo's hash, where the marketplace made one, among the photos of counterfeits and in the brands' banks.</summary>
    public static string? KnownPhoto(GateFacts facts)
    {
        if (facts.Offer.Pdq is { } pdq && PdqHash.TryParse(pdq, out var hash))
        {
            var known = facts.Knowledge.BadPhotos.TryGetValue(pdq, out var photo) ? Others(facts, [photo]) : 0;
            PutPhotos(facts, InBanks(facts, [hash]), known);
        }

        return null;
    }

    /// <summary>What photos say that stand in the brands' banks.</summary>
    public static BankFinding InBanks(GateFacts facts, IReadOnlyList<PdqHash> photos)
    {
        var (known, seller) = (facts.Knowledge, facts.Offer.SellerId);
        var found = default(BankFinding);
        foreach (var photo in photos)
        {
            found = found.Or(known.Banks.Find(photo, brand => known.Grounds.HasLeave(brand, seller)));
        }

        return found;
    }

    /// <summary>Other shops that used a photo like one of these for counterfeits; 0 where so many use it that it says nothing.</summary>
    public static int AmongBad(GateFacts facts, IReadOnlyList<PdqHash> photos) =>
        photos.Select(p => Others(facts, [.. facts.Knowledge.NearBadPhotos.Of(p)])).DefaultIfEmpty(0).Max();

    /// <summary>Adds what photos said to the facts; of several looks the worst counts.</summary>
    public static void PutPhotos(GateFacts facts, BankFinding found, int badUsers)
    {
        Raise(facts, Photo, badUsers);
        if (found != default)
        {
            Raise(facts, InCounterfeitBank, found.IsCounterfeit ? 1 : 0);
            Raise(facts, Official, found.IsOfficial ? 1 : 0);
        }
    }

    private static void Raise(GateFacts facts, int place, double value)
    {
        if (!(facts[place] >= value) && (value > 0 || place != Photo))
        {
            facts.Set(place, value);
        }
    }

    private static int Others(GateFacts facts, IReadOnlyCollection<BadPhoto> photos)
    {
        var seller = facts.Offer.SellerId;
        var users = photos.SelectMany(p => p.Users).Append(seller).Distinct(StringComparer.Ordinal).Count();
        return users <= MostUsers ? photos.SelectMany(p => p.Bad).Where(s => s != seller).Distinct(StringComparer.Ordinal).Count() : 0;
    }

    /// <summary>What is known of the seller since the latest decision on it.</summary>
    public static string? Seller(GateFacts facts) => facts.AddSeller() ? null : "nothing is known of the seller yet";

    private static bool IsSecondHand(GateFacts facts) => facts.Reading.IsSecondHand || facts.Offer.Condition != "new";

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
