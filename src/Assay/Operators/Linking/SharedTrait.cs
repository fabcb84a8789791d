using System.Runtime.InteropServices;
using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>A trait that two sellers share.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its number among the shared values.</param>
/// <param name="Holders">Sellers who have it, these two among them.</param>
/// <param name="Since">Microseconds since 1970 from which both were known with it.</param>
/// <param name="DaysApart">Days between the last use by the one and the first by the other; 0 where both used it at a time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SharedTrait(TraitKind Kind, int Value, int Holders, long Since, double DaysApart);

/// <summary>What a pair of sellers came to.</summary>
/// <param name="Bits">Log-odds in bits that they are the same hand, against all other explanations together.</param>
/// <param name="Otherwise">The likeliest other explanation.</param>
/// <param name="Shared">What they share, with what each adds against that explanation, in bits.</param>
/// <param name="Since">Microseconds since 1970 from which the link held; null where it does not.</param>
internal sealed record WeighedPair(double Bits, Explanation Otherwise, IReadOnlyList<(SharedTrait Trait, double Bits)> Shared, long? Since)
{
    /// <summary>Bits from which two sellers are linked: 31 to 1, a probability of 0.97.</summary>
    public const double LeastOfLink = 5;

    /// <summary>The probability that they are the same hand, 0 to 1.</summary>
    public double Probability => Odds.Probability(Bits);

    /// <summary>True where they are linked.</summary>
    public bool IsLink => Since is not null;
}
