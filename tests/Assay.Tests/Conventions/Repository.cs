namespace Assay.Tests.Conventions;

/// <summary>A file of the repository: its path from the root, with forward slashes, and its text.</summary>
internal sealed record RepositoryFile(string Path, string Text)
{
    public string[] Folders => Path.Split('/')[..^1];

    public int Lines => Text.Length == 0 ? 0 : Text.AsSpan().Count('\n') + (Text.EndsWith('\n') ? 0 : 1);
}

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs =
        [".git", ".build", ".vs", ".idea", "bin", "obj", "node_modules", "TestResults", "data", "demo-data", ".native", "bench/tmp"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files under <paramref name="folder"/> ("" for all) whose names end in <paramref name="ending"/>.</summary>
    public static IReadOnlyList<RepositoryFile> Files(string folder, string ending)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? [.. Walk(start).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)]
            : [];
    }

    private static RepositoryFile Read(string path) => new(Relative(path), File.ReadAllText(path));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(IsOurs);
        return files.Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Walk));
    }

    // 'data' is what a run leaves at the root; a folder of that name further down is a source.
    private static bool IsOurs(string path) =>
        !NotOurs.Contains(Relative(path)) && !(NotOurs.Contains(Path.GetFileName(path)) && Path.GetFileName(path) is not ("data" or "demo-data"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Assay.slnx in {AppContext.BaseDirectory} or above: these tests run from a checkout.");
    }
}
