using Assay.Screening.Products.Learning;

namespace Assay.Screening.Products.Matching;

/// <summary>How matches are learned. Chosen on validation pairs of Abt-Buy, Amazon-Google and WDC; no test pair had a part in it.</summary>
public sealed record MatchOptions
{
    /// <summary>Parts that labelled pairs are cut into: each is judged by a model that did not see it.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Models of the second stage for each fold, each with another seed.</summary>
    public int Seeds { get; init; } = 2;

    /// <summary>How trees grow.</summary>
    public BoostingOptions Boosting { get; init; } = new();

    /// <summary>
    /// True to judge each pair by itself: no rivals, no second stage. For tables in which a row has many counterparts, and to compare with matchers that see one
    /// pair at a time.
    /// </summary>
    public bool Alone { get; init; }

    /// <summary>Log-odds that a known match has as a rival, a known other has the negative of.</summary>
    public double Known { get; init; } = 5;

    /// <summary>Threads; what comes out does not depend on them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Seed of folds and models.</summary>
    public ulong Seed { get; init; } = 1;
}
