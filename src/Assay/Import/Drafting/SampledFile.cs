namespace Assay.Import.Drafting;

/// <summary>A column of somebody's file with some of its values.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Values">What stands in the first rows, without what is empty.</param>
internal sealed record SampledColumn(string Name, IReadOnlyList<string> Values)
{
    /// <summary>True where the file gives it a type of its own, so that nothing is to be said about how values are written.</summary>
    public bool IsTyped { get; init; }
}

/// <summary>The beginning of somebody's file.</summary>
/// <param name="Name">Its path below the folder of all files.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Delimiter">What stands between values; null where nothing does.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record SampledFile(string Name, FeedFormat Format, char? Delimiter, IReadOnlyList<SampledColumn> Columns);
