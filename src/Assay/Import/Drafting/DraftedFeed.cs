namespace Assay.Import.Drafting;

/// <summary>One feed of a draft: its files, taken together, and what was guessed of their columns.</summary>
internal sealed class DraftedFeed
{
    private DraftedFeed(Feed feed, IReadOnlyList<GuessedFeed> guesses)
    {
        Feed = feed;
        Files = [.. guesses.Select(g => g.File)];
        Also = [.. guesses.SelectMany(g => g.Also).Distinct()];
        Columns = [.. Files.SelectMany(f => f.Columns).GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(Together)];
        Matches = MatchColumns.Run(feed, Columns);
    }

    /// <summary>The feed.</summary>
    public Feed Feed { get; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<SampledFile> Files { get; }

    /// <summary>Feeds that the files may hold as well.</summary>
    public IReadOnlyList<Feed> Also { get; }

    /// <summary>The columns of all its files.</summary>
    public IReadOnlyList<SampledColumn> Columns { get; }

    /// <summary>What the columns are taken for.</summary>
    public IReadOnlyList<ColumnMatch> Matches { get; }

    /// <summary>The delimiter to name; null where a comma, a tab in a .tsv or nothing parts the values.</summary>
    public char? Delimiter => Files.Where(f => f.Format == FeedFormat.Csv).Select(f => f.Delimiter).FirstOrDefault(d => d is not (null or ','));

    /// <summary>True where amounts have a decimal comma.</summary>
    public bool HasComma => ValueShapes.HaveComma([.. Matches.Where(m => NumberSql.HoldsNumber(m.Ours.Kind) && !m.Theirs.IsTyped).SelectMany(m => m.Theirs.Values)]);

    /// <summary>How times are written, where they all are written so and it is not ISO 8601.</summary>
    public string? Times => Moments.Select(m => ValueShapes.Times(m.Theirs.Values)).Where(t => t is not null).GroupBy(t => t).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    /// <summary>True where times carry no offset, so that somebody has to say their zone.</summary>
    public bool WantsZone => Times?.StartsWith("unix", StringComparison.Ordinal) != true && Moments.Any(m => ValueShapes.HaveNoOffset(m.Theirs.Values));

    /// <summary>Required columns that no column is surely.</summary>
    public IEnumerable<FeedColumn> Missing => Feed.Columns.Where(c => !c.IsOptional && !Matches.Any(m => m.Ours == c && m.IsSure));

    private IEnumerable<ColumnMatch> Moments => Matches.Where(m => m.Ours.Kind is ColumnKind.Time or ColumnKind.Validity && m.Theirs.Values.Count > 0);

    /// <summary>The feeds of a draft in contract order.</summary>
    public static IReadOnlyList<DraftedFeed> All(IReadOnlyList<GuessedFeed> guesses) =>
    [
        .. Contract.Feeds.Select(f => (Feed: f, Files: guesses.Where(g => g.Feed == f).ToList()))
            .Where(f => f.Files.Count > 0)
            .Select(f => new DraftedFeed(f.Feed, f.Files)),
    ];

    private static SampledColumn Together(IEnumerable<SampledColumn> columns)
    {
        var all = columns.ToList();
        return new SampledColumn(all[0].Name, [.. all.SelectMany(c => c.Values)]) { IsTyped = all.TrueForAll(c => c.IsTyped) };
    }
}
