using System.IO.Enumeration;
using System.Text.Json;

namespace Assay.Import;

/// <summary>
/// The symbolic links below a feed's folder. A path of an image that is one of them, or passes through one, could lead to any file of this
/// machine. Asked only for feeds whose rows name paths, and once a folder.
/// </summary>
internal sealed class LinksBelow
{
    /// <summary>Folders further down than this are not looked into, and count as links.</summary>
    public const int Deepest = 32;

    /// <summary>With more entries than this below it a folder is refused.</summary>
    public const int MostEntries = 5_000_000;

    private readonly Dictionary<string, Result<string>> found = new(StringComparer.Ordinal);

    /// <summary>The links' paths from the folder, as a JSON array.</summary>
    public Result<string> In(string folder, CancellationToken stop)
    {
        if (!found.TryGetValue(folder, out var links))
        {
            found[folder] = links = Find(folder, stop);
        }

        return links;
    }

    private static Result<string> Find(string folder, CancellationToken stop)
    {
        var seen = 0;
        var entries = new FileSystemEnumerable<string>(
            folder,
            (ref entry) => Path.GetRelativePath(folder, entry.ToFullPath()),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true, MaxRecursionDepth = Deepest })
        {
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry),
            ShouldIncludePredicate = (ref entry) =>
            {
                stop.ThrowIfCancellationRequested();
                return ++seen > MostEntries || IsLink(ref entry) || (entry.IsDirectory && Depth(folder, ref entry) >= Deepest);
            },
        };
        var links = new List<string>();
        foreach (var link in entries)
        {
            if (seen > MostEntries)
            {
                return new Failure($"{folder} holds more than {MostEntries:N0} files", "a folder with the feeds and their images", "Import from a folder of its own");
            }

            links.Add(link);
        }

        return JsonSerializer.Serialize(links);
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None;

    private static int Depth(string folder, ref FileSystemEntry entry) => entry.Directory[folder.Length..].Count(Path.DirectorySeparatorChar);
}
