namespace Assay.Tests.Conventions;

/// <summary>Holds that no file names a folder of one machine or the host of a package registry: mirrors and caches are the user's to choose.</summary>
internal static class RepositoryText
{
    public const int ReadmeLines = 150;

    // Put together from pieces, so that this file does not hold them.
    private static readonly string[] Forbidden =
    [
        .. from folder in new[] { "work", "root", "farm" } select $"/{folder}/",
        .. from host in new[]
           {
               "npmjs org", "npmjs com", "nuget org", "pypi org", "pythonhosted org", "crates io", "proxy golang org",
               "deb debian org", "archive ubuntu com", "rubygems org", "yarnpkg com", "maven org",
           }
           select host.Replace(' ', '.'),
    ];

    public static IReadOnlyList<string> Violations(IEnumerable<RepositoryFile> files) =>
    [
        .. from file in files
           from forbidden in Forbidden
           let at = file.Text.IndexOf(forbidden, StringComparison.OrdinalIgnoreCase)
           where at >= 0
           select $"{file.Path}:{file.Text.AsSpan(0, at).Count('\n') + 1} holds '{forbidden}': no path of one machine and no registry host may stand in the repository.",
        .. from file in files
           where file.Path == "README.md" && file.Lines > ReadmeLines
           select $"README.md has {file.Lines} lines, at most {ReadmeLines} are wanted: move what a newcomer does not need to docs/.",
    ];
}
