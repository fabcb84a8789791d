using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Matching;

/// <summary>A pair that somebody looked at.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="IsMatch">True where both rows are the same product.</param>
internal readonly record struct LabelledPair(Pair Pair, bool IsMatch);
