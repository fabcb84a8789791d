using System.Xml.Linq;

namespace Assay.Tests.Conventions;

/// <summary>Holds which project under src/ may use which.</summary>
internal static class ProjectReferences
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Assay.Metrics"] = [],
        ["Assay.Market"] = [],
        ["Assay"] = ["Assay.Metrics"],
        ["Assay.App"] = ["Assay", "Assay.Metrics", "Assay.Market"],
    };

    public static IReadOnlyList<string> Violations(IReadOnlyList<RepositoryFile> projects) =>
    [
        .. from project in projects
           let name = Path.GetFileNameWithoutExtension(project.Path)
           where !Allowed.ContainsKey(name)
           select $"{project.Path} is a new project: add it and what it may use to ProjectReferences.cs, or make it a folder of an existing one.",
        .. from project in projects
           let name = Path.GetFileNameWithoutExtension(project.Path)
           where Allowed.ContainsKey(name)
           from used in XDocument.Parse(project.Text).Descendants("ProjectReference").Select(Target)
           where !Allowed[name].Contains(used)
           select $"{project.Path} uses {used}, but {name} may use {(Allowed[name] is [] ? "no other project" : string.Join(", ", Allowed[name]))}.",
    ];

    private static string Target(XElement reference) =>
        Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
