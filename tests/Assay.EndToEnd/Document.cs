using System.Text.RegularExpressions;

namespace Assay.EndToEnd;

/// <summary>A fenced block of a document: its kind, the file it is to be written to if it names one, and its lines.</summary>
internal sealed record Block(string Kind, string File, IReadOnlyList<string> Lines);

/// <summary>A document of the repository.</summary>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>README.md and its neighbours, and everything in docs/.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(ScriptTests.Root(), "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(ScriptTests.Root(), "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(path => new Document(System.IO.Path.GetRelativePath(ScriptTests.Root(), path), System.IO.File.ReadAllText(path))),
    ];

    public IEnumerable<Block> Blocks => Fence().Matches(Text)
        .Select(m => new Block(m.Groups["kind"].Value, m.Groups["file"].Value, m.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Where its links lead, without those to other sites.</summary>
    public IEnumerable<string> Links => Link().Matches(WithoutCode().Replace(Text, "")).Select(m => m.Groups["to"].Value).Where(to => !to.Contains("://", StringComparison.Ordinal));

    /// <summary>The anchors of its headings, as GitHub spells them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Text)
        .Select(m => NoAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^```(?<kind>\w*) ?(?<file>\S*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex WithoutCode();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
