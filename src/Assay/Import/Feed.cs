namespace Assay.Import;

/// <summary>A feed of the contract: what it is called, what identifies a row, what its columns hold.</summary>
/// <param name="Name">The feed's name, which is also its table's.</param>
/// <param name="Key">The columns that identify a row; versions of a row share them.</param>
/// <param name="Columns">Its columns in contract order, without <c>observed_at</c>, which every feed may carry.</param>
public sealed record Feed(string Name, IReadOnlyList<string> Key, IReadOnlyList<FeedColumn> Columns)
{
    /// <summary>The columns that identify a row whose <see cref="Key"/> is missing; empty where the key is required.</summary>
    public IReadOnlyList<string> KeyElse { get; init; } = [];

    /// <summary>
    /// The columns whose first value is the row's own event time, from which the row is known where <c>observed_at</c> is absent.
    /// Empty: the row says no time of its own and counts as always known.
    /// </summary>
    public IReadOnlyList<string> EventTime { get; init; } = [];

    /// <summary>True for the feeds that an import cannot do without.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True where columns beyond the contract are taken in, as numbers or categories, into the JSON column <c>metrics</c>.</summary>
    public bool TakesMoreColumns { get; init; }

    /// <summary>What is off while the feed has no rows, to complete "without it: …".</summary>
    public string WithoutIt { get; init; } = "";

    /// <summary>The column of that name.</summary>
    /// <exception cref="InvalidOperationException">The contract has no such column.</exception>
    public FeedColumn Column(string name) => Columns.First(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
