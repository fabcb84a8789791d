using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Tests.Conventions;

/// <summary>Holds that a stage (a folder under src/Assay) uses earlier stages only, and that its files' namespaces follow its folders.</summary>
internal sealed class StageOrder(IReadOnlyList<string> order)
{
    /// <summary>The stages of Assay, earlier first. docs/decisions/0001 says why the warehouse comes before import.</summary>
    public static StageOrder OfAssay { get; } = new(
    [
        "Warehouse", "Import", "Brands", "Metrics", "Screening", "Operators", "Scoring", "Policy",
        "Tracing", "Enforcement", "Cases", "Alliance", "Disclosure", "Monitor",
    ]);

    private const string Source = "src/Assay/";

    // What the SDK's implicit usings would add; without them some calls would not bind and their types stay unseen.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    // All that this test process can load, but for the assembly under test: it is compiled here from its sources.
    private static readonly MetadataReference[] References =
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           where Path.GetFileName(path) is not ("Assay.dll" or "Assay.Tests.dll")
           select MetadataReference.CreateFromFile(path),
    ];

    public IReadOnlyList<string> Violations(IReadOnlyList<RepositoryFile> files)
    {
        var trees = files.ToDictionary(file => file.Path, file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path));
        var compilation = CSharpCompilation.Create(
            "Assay",
            [.. trees.Values, CSharpSyntaxTree.ParseText(ImplicitUsings)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return
        [
            .. UnknownStages(files),
            .. trees.SelectMany(tree => NamespacesOutsideTheirFolder(tree.Key, tree.Value)),
            .. trees.SelectMany(tree => UsesOfLaterStages(tree.Key, compilation.GetSemanticModel(tree.Value))),
        ];
    }

    private IEnumerable<string> UnknownStages(IReadOnlyList<RepositoryFile> files) =>
        from stage in files.Select(file => StageOf(file.Path)).Distinct()
        where stage is not null && !order.Contains(stage)
        select $"{Source}{stage} is no stage of the order {string.Join(", ", order)}: add it to the order in StageOrder.cs, after all that it uses.";

    private static IEnumerable<string> NamespacesOutsideTheirFolder(string path, SyntaxTree tree)
    {
        var expected = string.Join('.', path["src/".Length..].Split('/')[..^1]);
        var stage = StageOf(path) is { } name ? $"Assay.{name}" : "Assay";
        foreach (var type in tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsOutermostType))
        {
            var actual = string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(ns => ns.Name.ToString()));
            var inside = StageOf(path) is null ? actual == stage : actual == stage || actual.StartsWith(stage + ".", StringComparison.Ordinal);
            if (!inside)
            {
                yield return $"{At(type)} declares a type in namespace '{actual}', but its folder wants {expected}: move the file or change the namespace.";
            }
        }
    }

    private static bool IsOutermostType(MemberDeclarationSyntax node) =>
        node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && node.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;

    // Names are enough: a value of a later stage's type can only come from something that names the type.
    private IEnumerable<string> UsesOfLaterStages(string path, SemanticModel model) =>
        (from name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
         let type = TypeBehind(model.GetSymbolInfo(name))
         where type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly)
         let used = StageOf(type)
         where used is not null && Rank(used) > Rank(StageOf(path))
         select $"{At(name)} in stage {StageOf(path) ?? "(none: namespace Assay)"} uses {type.Name} of the later stage {used}: "
             + "move one of them, or hand the value over as an argument.").Distinct();

    private static INamedTypeSymbol? TypeBehind(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol as INamedTypeSymbol ?? symbol?.ContainingType;
    }

    private int Rank(string? stage) => stage is null ? -1 : order.ToList().IndexOf(stage) is var rank and >= 0 ? rank : int.MaxValue;

    private static string? StageOf(string path) => path[Source.Length..].Split('/') is [var stage, _, ..] ? stage : null;

    private static string? StageOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString().Split('.') is ["Assay", var stage, ..] ? stage : null;

    private static string At(SyntaxNode node)
    {
        var position = node.GetLocation().GetLineSpan();
        return $"{position.Path}:{position.StartLinePosition.Line + 1}";
    }
}
