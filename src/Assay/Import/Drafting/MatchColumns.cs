namespace Assay.Import.Drafting;

/// <summary>A column of theirs and the one of ours that it is taken for.</summary>
/// <param name="Theirs">Their column.</param>
/// <param name="Ours">Ours.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
internal sealed record ColumnMatch(SampledColumn Theirs, FeedColumn Ours, double Score)
{
    /// <summary>From here on a match is mapped; below it is only named.</summary>
    public const double SureFrom = 0.8;

    /// <summary>From here on a match is worth naming.</summary>
    public const double GuessFrom = 0.45;

    /// <summary>True where it is mapped.</summary>
    public bool IsSure => Score >= SureFrom;
}

/// <summary>Matches the columns of a file with those of a feed: the best pair first, each column once.</summary>
internal static class MatchColumns
{
    /// <summary>The matches, in the order of the file.</summary>
    public static IReadOnlyList<ColumnMatch> Run(Feed feed, IReadOnlyList<SampledColumn> columns)
    {
        var pairs = columns
            .SelectMany(theirs => LoadSql.ContractColumns(feed).Select(ours => new ColumnMatch(theirs, ours, Score(feed, theirs, ours))))
            .Where(m => m.Score >= ColumnMatch.GuessFrom)
            .OrderByDescending(m => m.Score)
            .ThenBy(m => m.Ours.IsOptional);
        var takenTheirs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var takenOurs = new HashSet<string>(StringComparer.Ordinal);
        var matches = new List<ColumnMatch>();
        foreach (var match in pairs)
        {
            if (!takenTheirs.Contains(match.Theirs.Name) && takenOurs.Add(match.Ours.Name))
            {
                takenTheirs.Add(match.Theirs.Name);
                matches.Add(match);
            }
        }

        return [.. columns.SelectMany(c => matches.Where(m => ReferenceEquals(m.Theirs, c)))];
    }

    // A name says what a column is; values that do not fit speak against it, and telling ones speak for themselves.
    private static double Score(Feed feed, SampledColumn theirs, FeedColumn ours)
    {
        var name = NameLikeness.Best(theirs.Name, Synonyms.Table.OfColumn(feed, ours.Name));
        var fit = ValueShapes.Fit(ours, theirs.Values);
        if (fit >= 0.95 && name < ColumnMatch.GuessFrom && ValueShapes.IsTelling(ours.Kind))
        {
            return ColumnMatch.GuessFrom;
        }

        return fit switch
        {
            null => name,
            >= 0.8 => Math.Min(1, name * 1.05),
            >= 0.5 => name * 0.9,
            _ => ours.Kind == ColumnKind.Choice ? name * 0.85 : name * 0.4,
        };
    }
}
