using Assay.Operators.Traits;

namespace Assay.Operators.StayDown;

/// <summary>Somebody who signs up or publishes for the first time.</summary>
/// <param name="Id">The seller's id.</param>
/// <param name="At">The moment.</param>
/// <param name="Traits">What it is known by, each once.</param>
public sealed record OfferedSeller(string Id, DateTime At, IReadOnlyList<(TraitKind Kind, string Value)> Traits);

/// <summary>A seller who shares something with one who is offered.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="OperatorId">Its operator; null where it is alone.</param>
/// <param name="ClosedOfOperator">Shops of that operator, or it alone, that were closed for counterfeits.</param>
/// <param name="Link">What the two came to.</param>
public sealed record SellerMatch(string SellerId, string? OperatorId, int ClosedOfOperator, SellerLink Link)
{
    /// <summary>True where both are the same hand, by evidence that both control.</summary>
    public bool IsLink => Link.LinkedAt is not null;
}
