namespace Assay.Import.Drafting;

/// <summary>The feed that a file is taken for.</summary>
/// <param name="File">The file.</param>
/// <param name="Feed">The feed; null where none is likely.</param>
/// <param name="Also">Further feeds whose required columns the file has.</param>
internal sealed record GuessedFeed(SampledFile File, Feed? Feed, IReadOnlyList<Feed> Also);

/// <summary>Guesses which feed a file is: by its name, by the required columns it has, and by how many of its columns the feed knows.</summary>
internal static class GuessFeed
{
    private const double LikelyFrom = 0.9;

    /// <summary>Guesses for one file.</summary>
    public static GuessedFeed Run(SampledFile file)
    {
        if (file.Format == FeedFormat.Epcis)
        {
            return new GuessedFeed(file, Contract.Find("epcis"), []);
        }

        var stem = Stem(file.Name);
        var scored = Contract.Feeds.Where(f => f.Name != "epcis").Select(f => (Feed: f, Parts: Score(f, stem, file.Columns))).OrderByDescending(f => f.Parts.Total).ToList();
        var best = scored[0];
        var also = scored.Skip(1).Where(f => f.Parts.Required >= 1 && f.Feed.Columns.Count(c => !c.IsOptional) >= 2).Select(f => f.Feed);
        return new GuessedFeed(file, best.Parts.Total >= LikelyFrom ? best.Feed : null, best.Parts.Total >= LikelyFrom ? [.. also] : []);
    }

    private static (double Total, double Required) Score(Feed feed, string stem, IReadOnlyList<SampledColumn> columns)
    {
        var matches = MatchColumns.Run(feed, columns);
        var required = feed.Columns.Where(c => !c.IsOptional).ToList();
        var covered = matches.Where(m => !m.Ours.IsOptional).Sum(m => m.Score) / required.Count;
        var known = matches.Sum(m => m.Score) / columns.Count;
        var sure = required.Count(r => matches.Any(m => m.Ours == r && m.IsSure)) / (double)required.Count;
        return (NameLikeness.Best(stem, Synonyms.Table.OfFeed(feed)) + covered + (0.5 * known), sure);
    }

    // Numbers and dates in a file's name say nothing of the feed.
    private static string Stem(string name)
    {
        var folder = Path.GetDirectoryName(name);
        var stem = string.IsNullOrEmpty(folder) ? Path.GetFileName(name).Split('.')[0] : Path.GetFileName(folder);
        return string.Concat(stem.Select(c => char.IsDigit(c) ? ' ' : c)).Trim(' ', '-', '_');
    }
}
