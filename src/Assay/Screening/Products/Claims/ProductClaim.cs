namespace Assay.Screening.Products.Claims;

/// <summary>Which registered product a listing claims to be; or, where it names a brand and none of its products, what contradicts the brand.</summary>
/// <param name="ListingId">The listing.</param>
/// <param name="BrandId">The brand.</param>
/// <param name="Product">The product; null where only the brand is known.</param>
/// <param name="Probability">How sure the product is, 0.5 to 1: a judgement, not calibrated; null without one.</param>
/// <param name="Reasons">What spoke most for and against it.</param>
/// <param name="Contradictions">What the listing says that cannot be so of the product.</param>
/// <param name="LookFor">What a person may look for in its pictures: tells of packaging and marks.</param>
public sealed record ProductClaim(
    string ListingId, string BrandId, RegisteredProduct? Product, double? Probability, string Reasons, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<string> LookFor);
