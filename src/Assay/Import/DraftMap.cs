using Assay.Import.Drafting;

namespace Assay.Import;

/// <summary>Drafts a map from somebody's files: which feed each is, which column is which, and what their words mean.</summary>
public static class DraftMap
{
    /// <summary>The draft as YAML that <see cref="FeedMap.Read"/> takes as it is.</summary>
    public static Result<string> Run(IReadOnlyList<string> paths)
    {
        var folder = CommonFolder(paths);
        var guesses = new List<GuessedFeed>();
        foreach (var path in paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal))
        {
            var sampled = SampleFile.Run(path, Path.GetRelativePath(folder, path).Replace('\\', '/'));
            if (!sampled.Ok)
            {
                return sampled.Failure;
            }

            guesses.Add(GuessFeed.Run(sampled.Value));
        }

        return new WriteDraft().Run(guesses);
    }

    // Files are named in a map by their path below the folder that is imported.
    private static string CommonFolder(IReadOnlyList<string> paths)
    {
        var folders = paths.Select(p => Path.GetDirectoryName(Path.GetFullPath(p))!).ToList();
        var common = folders[0];
        while (!folders.TrueForAll(f => f == common || f.StartsWith(common.TrimEnd('/') + '/', StringComparison.Ordinal)))
        {
            common = Path.GetDirectoryName(common)!;
        }

        return common;
    }
}
