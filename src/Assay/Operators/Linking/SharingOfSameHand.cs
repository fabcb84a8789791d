using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>
/// How often one hand's shops share each kind of trait. What is presumed counts as <see cref="PresumedPairs"/> pairs; each pair that people judged the same, and
/// in which both have the trait, counts as one more.
/// </summary>
internal sealed class SharingOfSameHand
{
    /// <summary>Pairs that what is presumed counts as.</summary>
    public const double PresumedPairs = 20;

    /// <summary>How much more than the mean a careless hand shares of each kind.</summary>
    public const double Careless = 1.7;

    /// <summary>And how much a careful one: the mean of both is 1.</summary>
    public const double Careful = 0.3;

    private const double Least = 0.005;
    private const double Most = 0.98;

    private readonly double[] shares;

    private SharingOfSameHand(double[] shares) => this.shares = shares;

    /// <summary>As presumed.</summary>
    public static SharingOfSameHand Presumed { get; } = Of([]);

    /// <summary>As learned from pairs that were judged the same: kinds that both have, and kinds that they share, as bits.</summary>
    public static SharingOfSameHand Of(IReadOnlyCollection<(long Both, long Shared)> judged) => new([.. Enum.GetValues<TraitKind>().Select(kind =>
    {
        var both = judged.Count(j => (j.Both >> (int)kind & 1) == 1);
        var shared = judged.Count(j => (j.Shared >> (int)kind & 1) == 1);
        return Math.Clamp(((Explanations.Of(Explanation.SameHand, kind) * PresumedPairs) + shared) / (PresumedPairs + both), Least, Most);
    })]);

    /// <summary>The share of one hand's pairs that share a kind, of those that both have one.</summary>
    public double Of(TraitKind kind) => shares[(int)kind];

    /// <summary>The same for a hand of some care: <see cref="Careless"/> or <see cref="Careful"/>, half of them each.</summary>
    public double Of(TraitKind kind, double care) => Math.Min(Most, care * shares[(int)kind]);
}
