namespace Assay.Screening.Products.Learning;

/// <summary>How trees are grown.</summary>
public sealed record BoostingOptions
{
    /// <summary>Trees.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Splits from the root to a leaf at most.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Share of each tree's answer that is added.</summary>
    public double Rate { get; init; } = 0.05;

    /// <summary>Weight of the square of a leaf's value against it.</summary>
    public double Ridge { get; init; } = 2;

    /// <summary>The least sum of second derivatives in a leaf.</summary>
    public double LeastWeight { get; init; } = 1;

    /// <summary>Share of rows that each tree sees.</summary>
    public double RowShare { get; init; } = 0.7;

    /// <summary>Share of features that each tree sees.</summary>
    public double FeatureShare { get; init; } = 0.4;

    /// <summary>Seed of the choice of rows and features.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Weight of a positive row.</summary>
    public double PositiveWeight { get; init; } = 1;
}
