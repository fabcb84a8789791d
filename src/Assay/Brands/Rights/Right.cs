namespace Assay.Brands.Rights;

/// <summary>What a right protects.</summary>
public enum RightKind
{
    /// <summary>A name.</summary>
    WordMark,

    /// <summary>A sign that is seen: a logo, a label.</summary>
    FigurativeMark,

    /// <summary>The look of a product.</summary>
    Design,

    /// <summary>An invention.</summary>
    Patent,

    /// <summary>A work: a photo, a print, a text.</summary>
    Copyright,
}

/// <summary>A registered right of a brand.</summary>
/// <param name="RightId">Its id.</param>
/// <param name="BrandId">The brand.</param>
/// <param name="Kind">What it protects.</param>
/// <param name="Registration">Its number in the register.</param>
/// <param name="Jurisdiction">Where it holds.</param>
/// <param name="Classes">The goods for which a mark is registered; none where that is not told.</param>
/// <param name="ValidFrom">From when on it holds; null where that is not told.</param>
/// <param name="ValidUntil">Until when; null where it has no end, or none is told.</param>
public sealed record Right(
    string RightId, string BrandId, RightKind Kind, string Registration, Jurisdiction Jurisdiction, NiceClasses Classes, DateTime? ValidFrom, DateTime? ValidUntil)
{
    /// <summary>True at a moment from its beginning to before its end.</summary>
    public bool HoldsAt(DateTime at) => !(ValidFrom > at) && !(ValidUntil <= at);

    /// <summary>True once it has ended.</summary>
    public bool HasEndedBy(DateTime at) => ValidUntil <= at;
}

/// <summary>A rights holder's leave for a seller to sell the brand.</summary>
/// <param name="BrandId">The brand.</param>
/// <param name="SellerId">The seller.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="ValidUntil">Until when; null for no end.</param>
/// <param name="Countries">ISO 3166-1 alpha-2 of the countries it is given for; none for all.</param>
/// <param name="Categories">Paths of Google's product taxonomy that it is given for; none for all.</param>
public sealed record Authorisation(string BrandId, string SellerId, DateTime ValidFrom, DateTime? ValidUntil, IReadOnlyList<string> Countries, IReadOnlyList<string> Categories)
{
    private static readonly char[] Between = [',', ';', '|', ' '];

    /// <summary>Reads lists as feeds have them: countries with commas, semicolons, bars or spaces between; categories with bars or semicolons, for their names have commas.</summary>
    public static Authorisation Of(string brandId, string sellerId, DateTime validFrom, DateTime? validUntil, string? countries, string? categories) => new(
        brandId,
        sellerId,
        validFrom,
        validUntil,
        [.. (countries ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(c => Jurisdiction.Parse(c).Code)],
        [.. (categories ?? "").Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    /// <summary>
    /// True where it covers an offer: its territory is where the seller is or sends from. An offer of which nobody knows that, or the category, is covered: the doubt is
    /// the holder's, who may narrow what is told, and not the authorised seller's.
    /// </summary>
    public bool Covers(Offer offer) =>
        HoldsAt(offer.At)
        && (Countries.Count == 0 || offer.From.Count == 0 || offer.From.Any(place => Countries.Any(c => Jurisdiction.Parse(c).Covers(place, offer.At))))
        && (Categories.Count == 0 || offer.Category is null || Categories.Any(c => IsWithin(offer.Category, c)));

    /// <summary>True at a moment from its beginning to before its end.</summary>
    public bool HoldsAt(DateTime at) => ValidFrom <= at && !(ValidUntil <= at);

    private static bool IsWithin(string category, string of) =>
        category.StartsWith(of, StringComparison.OrdinalIgnoreCase) && (category.Length == of.Length || category.AsSpan(of.Length).TrimStart().StartsWith(">"));
}

/// <summary>What of an offer decides whose right it may touch.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Places">ISO 3166-1 alpha-2 of the countries in which it is offered, as far as known.</param>
/// <param name="From">Those in which the seller is, or sends from, as far as known.</param>
/// <param name="Category">Its category, a path of Google's product taxonomy; null where unknown.</param>
/// <param name="At">The moment.</param>
public sealed record Offer(string SellerId, IReadOnlyList<string> Places, IReadOnlyList<string> From, string? Category, DateTime At);
