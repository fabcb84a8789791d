using System.IO.Enumeration;

namespace Assay.Import;

/// <summary>How a marketplace's own files, columns and words read as the contract's.</summary>
/// <param name="Feeds">By feed's name.</param>
public sealed record FeedMap(IReadOnlyDictionary<string, FeedMapping> Feeds)
{
    /// <summary>The map that changes nothing.</summary>
    public static FeedMap None { get; } = new(new Dictionary<string, FeedMapping>(StringComparer.Ordinal));

    /// <summary>How feeds read that the map does not name: by its options for all feeds.</summary>
    public FeedMapping Others { get; init; } = FeedMapping.None;

    /// <summary>The mapping of a feed; one that only has the options for all feeds where the map does not name it.</summary>
    public FeedMapping For(Feed feed) => Feeds.TryGetValue(feed.Name, out var mapping) ? mapping : Others;

    /// <summary>The mapping of a file's feed, told which of its columns belong to other feeds that the same file holds.</summary>
    public FeedMapping For(FeedFile file) => For(file.Feed) with
    {
        OfOtherFeeds = FeedsOf(file.Shown).Where(f => f != file.Feed).SelectMany(f => For(f).Columns.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The feeds that a file, named by its path below the folder, is said to hold.</summary>
    public IReadOnlyList<Feed> FeedsOf(string shown) =>
    [
        .. Contract.Feeds.Where(f => For(f).Files.Any(p => FileSystemName.MatchesSimpleExpression(p, shown.Replace('\\', '/'), ignoreCase: true))),
    ];

    /// <summary>Reads a map; refuses one that names a feed, column, word, option or time zone that there is not.</summary>
    public static Result<FeedMap> Read(string path) => ReadMap.Run(path);
}

/// <summary>The mapping of one feed.</summary>
/// <param name="Files">Patterns (<c>*</c>, <c>?</c>) of the files that hold it.</param>
/// <param name="Columns">Their column → ours; an empty one is known and left out.</param>
/// <param name="Values">Our column → their word → ours.</param>
/// <param name="Constants">Our column → the value of every row where the file has no such column.</param>
/// <param name="TimeZone">The zone of times without an offset, in IANA's name; null is UTC.</param>
public sealed record FeedMapping(
    IReadOnlyList<string> Files,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values,
    IReadOnlyDictionary<string, string> Constants,
    string? TimeZone)
{
    /// <summary>The mapping that changes nothing.</summary>
    public static FeedMapping None { get; } = new(
        [],
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal),
        new Dictionary<string, string>(StringComparer.Ordinal),
        null);

    /// <summary>What stands between the values of a file that is no .tsv; null is the comma.</summary>
    public char? Delimiter { get; init; }

    /// <summary>True where numbers have a decimal comma: <c>1.234,50</c>.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>How times are written.</summary>
    public TimeForm Times { get; init; } = TimeForm.Iso;

    /// <summary>Columns that other feeds take from the same file.</summary>
    public IReadOnlySet<string> OfOtherFeeds { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>How times are written in a file. ISO 8601 is read everywhere.</summary>
/// <param name="TicksPerSecond">Epoch numbers count so many in a second; 0 where times are no numbers.</param>
/// <param name="Format">A format of strptime; null where there is none.</param>
public sealed record TimeForm(int TicksPerSecond, string? Format)
{
    /// <summary>ISO 8601 and nothing else.</summary>
    public static TimeForm Iso { get; } = new(0, null);

    /// <summary>Seconds since 1970.</summary>
    public static TimeForm Unix { get; } = new(1, null);

    /// <summary>Milliseconds since 1970.</summary>
    public static TimeForm UnixMilliseconds { get; } = new(1000, null);
}
