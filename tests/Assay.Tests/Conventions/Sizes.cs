using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Tests.Conventions;

/// <summary>Holds how long a file and a method may be. Exceptions stand in size-exceptions.txt, each with its reason.</summary>
internal static class Sizes
{
    public const int CsFile = 300;
    public const int SqlFile = 200;
    public const int Method = 60;
    public const int MethodAim = 30;

    /// <summary>A file (<c>path</c>) or a method (<c>path#Name</c>), its lines, and how many it may have.</summary>
    public sealed record Measured(string What, int Lines, int Limit);

    public static IReadOnlyList<Measured> Measure(IEnumerable<RepositoryFile> files) =>
        [.. files.SelectMany(file => Methods(file).Prepend(new(file.Path, file.Lines, IsSql(file) ? SqlFile : CsFile)))];

    /// <summary>Exceptions are lines of <c>path | reason</c> or <c>path#Method | reason</c>; empty lines and those that start with # count as none.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyList<Measured> measured, IEnumerable<string> exceptions)
    {
        var entries = exceptions.Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..]))
            .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries)).ToList();
        var excepted = entries.Select(entry => entry[0]).ToHashSet();
        var tooLong = measured.Where(each => each.Lines > each.Limit).ToList();
        return
        [
            .. from each in tooLong
               where !excepted.Contains(each.What)
               select $"{each.What} has {each.Lines} lines, at most {each.Limit} are wanted: split it, or add it to size-exceptions.txt with a reason.",
            .. from entry in entries
               where entry is not [_, not ""]
               select $"size-exceptions.txt gives no reason for {entry[0]}: write 'path | reason'.",
            .. from what in excepted
               where tooLong.All(each => each.What != what)
               select $"size-exceptions.txt names {what}, which is not too long (any more): remove the line.",
        ];
    }

    private static IEnumerable<Measured> Methods(RepositoryFile file) => IsSql(file)
        ? []
        : from node in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes()
          let name = NameOf(node)
          where name is not null
          select new Measured($"{file.Path}#{name}", LinesOf(node), Method);

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        BaseMethodDeclarationSyntax => "operator",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        IndexerDeclarationSyntax => "this",
        _ => null,
    };

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static bool IsSql(RepositoryFile file) => file.Path.EndsWith(".sql", StringComparison.Ordinal);
}
