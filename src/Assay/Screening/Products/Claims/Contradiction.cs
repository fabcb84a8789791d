namespace Assay.Screening.Products.Claims;

/// <summary>Something that a listing says and that cannot be so of the product it claims to be.</summary>
/// <param name="Code">Which check found it.</param>
/// <param name="Found">What the listing says.</param>
/// <param name="Expected">What would be so of the genuine product.</param>
public sealed record Contradiction(string Code, string Found, string Expected);

/// <summary>How a brand tells its goods from copies.</summary>
/// <param name="Kind">What the value is: <c>mpn_pattern</c>, <c>never_made</c>, <c>specification</c>, <c>packaging</c>, <c>mark</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="ProductId">The product it is about; null for all of the brand's.</param>
public sealed record Tell(string Kind, string Value, string? ProductId = null);
