using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Tests.Conventions;

/// <summary>Holds that types and folders under src/ are named after the field, not after a pattern.</summary>
internal static partial class Names
{
    public static IReadOnlyList<string> Violations(IReadOnlyList<RepositoryFile> files) =>
    [
        .. from folder in files.SelectMany(file => file.Folders.Select((name, depth) => (Name: name, Path: string.Join('/', file.Folders[..(depth + 1)])))).Distinct()
           where SaysNothing().IsMatch(folder.Name)
           select $"The folder {folder.Path} says nothing of what it holds: name it after the stage or the noun of the field.",
        .. from file in files
           from type in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
           let name = type switch
           {
               BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
               DelegateDeclarationSyntax declared => declared.Identifier.Text,
               _ => "",
           }
           where SaysNothing().IsMatch(name)
           select $"The type {name} in {file.Path} says nothing of what it does: a use case is a verb phrase (SendTakedown), a value is a noun (SourceTrace).",
    ];

    [GeneratedRegex("(Manager|Helpers?|Utils?|Services?)$|^(Common|Core)$|\\.(Common|Core)$", RegexOptions.ExplicitCapture)]
    private static partial Regex SaysNothing();
}
