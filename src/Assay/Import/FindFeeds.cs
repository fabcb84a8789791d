namespace Assay.Import;

/// <summary>What an import found in a folder.</summary>
/// <param name="Files">Files of feeds, in contract order and then by name.</param>
/// <param name="Ignored">Names of files and folders that are no feed.</param>
public sealed record FoundFeeds(IReadOnlyList<FeedFile> Files, IReadOnlyList<string> Ignored);

/// <summary>Finds the feeds in a folder by their names, and by the map where the marketplace's names differ.</summary>
public static class FindFeeds
{
    /// <summary>Every feed in a folder.</summary>
    public static Result<FoundFeeds> In(string folder, FeedMap map)
    {
        if (!Directory.Exists(folder))
        {
            return new Failure($"{folder} is not a folder", "a folder with feeds", "Name one feed's files with: assay import FEED FILE…");
        }

        var files = new List<FeedFile>();
        var ignored = new List<string>();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            // A folder called orders.csv is taken for the file that it is not, and refused as such.
            var found = Directory.Exists(path) && FeedFile.Classify(path) is null ? InSubfolder(folder, path, map) : OneFile(folder, path, map);
            files.AddRange(found);
            if (found.Count == 0)
            {
                ignored.Add(Path.GetFileName(path));
            }
        }

        return files.Count > 0
            ? new FoundFeeds([.. files.OrderBy(f => Order(f.Feed)).ThenBy(f => f.Path, StringComparer.Ordinal)], ignored)
            : new Failure(
                $"{folder} holds no feed{(ignored.Count > 0 ? $" (but {string.Join(", ", ignored.Take(5))})" : "")}",
                $"files such as {string.Join(", ", Contract.Feeds.Take(3).Select(f => $"{f.Name}.csv"))} or {Contract.Feeds[3].Name}/*.parquet",
                "Draft a map of your own names with: assay feeds init FILE…");
    }

    /// <summary>Files named one by one for one feed.</summary>
    public static Result<FoundFeeds> Named(Feed feed, IReadOnlyList<string> paths)
    {
        var files = new List<FeedFile>();
        foreach (var path in paths)
        {
            if (path == FeedFile.StandardInput)
            {
                files.Add(new FeedFile(feed, path, FeedFormat.JsonLines, Packing.None, Directory.GetCurrentDirectory()) { Shown = "standard input" });
                continue;
            }

            var full = Path.GetFullPath(path);
            if (!File.Exists(full))
            {
                return new Failure($"{path} is not there", "a file", "Check the name");
            }

            if (FeedFile.Classify(full) is not { } kind)
            {
                return new Failure($"{path} ends in nothing that a feed may", ".parquet, .csv, .tsv or .jsonl, the last three also with .gz or .zst", "Rename it");
            }

            files.Add(new FeedFile(feed, full, kind.Format, kind.Packing, Path.GetDirectoryName(full)!) { Shown = path });
        }

        return new FoundFeeds(files, []);
    }

    private static int Order(Feed feed) => Contract.Feeds.Index().First(f => ReferenceEquals(f.Item, feed)).Index;

    private static List<FeedFile> OneFile(string folder, string path, FeedMap map)
    {
        var stem = FeedFile.Classify(path)?.Stem;
        return [.. Files(folder, folder, path, map, stem is null ? null : Contract.Find(stem))];
    }

    private static List<FeedFile> InSubfolder(string folder, string path, FeedMap map)
    {
        var named = Contract.Find(Path.GetFileName(path));
        return [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).SelectMany(f => Files(folder, path, f, map, named))];
    }

    // The map's word counts for more than a file's name; a file that it names may be called anything.
    private static IEnumerable<FeedFile> Files(string folder, string feedFolder, string path, FeedMap map, Feed? named)
    {
        var shown = Path.GetRelativePath(folder, path);
        var mapped = map.FeedsOf(shown);
        if (mapped.Count > 0)
        {
            var any = FeedFile.ClassifyAny(path);
            return mapped.Select(f => new FeedFile(f, path, any.Format, any.Packing, feedFolder) { Shown = shown });
        }

        return named is not null && FeedFile.Classify(path) is { } kind
            ? [new FeedFile(named, path, kind.Format, kind.Packing, feedFolder) { Shown = shown }]
            : [];
    }
}
