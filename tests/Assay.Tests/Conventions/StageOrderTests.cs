using Xunit;

namespace Assay.Tests.Conventions;

public sealed class StageOrderTests
{
    [Fact]
    public void A_stage_uses_earlier_stages_only() => Convention.Holds(StageOrder.OfAssay.Violations(Repository.Files("src/Assay", ".cs")));

    [Fact]
    public void A_use_of_an_earlier_stage_or_of_the_namespace_Assay_is_fine() => Assert.Empty(Check(
        new("src/Assay/Ids.cs", "namespace Assay; public readonly record struct ListingId(long Value);"),
        new("src/Assay/Warehouse/Rows.cs", "namespace Assay.Warehouse; public sealed record Row(ListingId Id);"),
        new("src/Assay/Scoring/Models/Risk.cs", "namespace Assay.Scoring.Models; using Assay.Warehouse; public sealed record Risk(Row Row);")));

    [Theory]
    [InlineData("public Scoring.Risk? Risk { get; }")]
    [InlineData("private readonly List<Assay.Scoring.Risk> risks = [];")]
    [InlineData("public static string Name => nameof(Assay.Scoring.Risk);")]
    [InlineData("public static double Run() { var score = Scoring.Risk.Of(1); return score; }")]
    [InlineData("public static double Run() => new[] { 1.0 }.Select(Scoring.Risk.Of).Sum();")]
    [InlineData("public static double Run() => 1.0.ToRisk();")]
    [InlineData("[Assay.Scoring.Risk] public static void Run() { }")]
    public void A_use_of_a_later_stage_is_found_and_named(string member)
    {
        var violations = Check(
            new("src/Assay/Scoring/Risk.cs", """
                namespace Assay.Scoring;
                public sealed class Risk : System.Attribute { public static double Of(double x) => x; }
                public static class RiskOf { public static double ToRisk(this double x) => x; }
                """),
            new("src/Assay/Warehouse/Rows.cs", $"using Assay.Scoring;\nnamespace Assay.Warehouse;\npublic sealed class Rows\n{{\n{member}\n}}"));

        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.StartsWith("src/Assay/Warehouse/Rows.cs:5 in stage Warehouse uses Risk", violation));
        Assert.All(violations, violation => Assert.Contains("of the later stage Scoring", violation));
    }

    [Fact]
    public void The_namespace_Assay_itself_uses_no_stage() => Assert.Contains("in stage (none: namespace Assay) uses Row of the later stage Warehouse", Assert.Single(Check(
        new("src/Assay/Ids.cs", "namespace Assay; public sealed record Ids(Warehouse.Row Row);"),
        new("src/Assay/Warehouse/Row.cs", "namespace Assay.Warehouse; public sealed record Row;"))));

    [Fact]
    public void An_unknown_stage_is_found_with_what_to_do()
    {
        var violation = Assert.Single(Check(new RepositoryFile("src/Assay/Laundry/Wash.cs", "namespace Assay.Laundry; public sealed record Wash;")));

        Assert.StartsWith("src/Assay/Laundry is no stage of the order Warehouse, Import,", violation);
        Assert.EndsWith("add it to the order in StageOrder.cs, after all that it uses.", violation);
    }

    [Theory]
    [InlineData("src/Assay/Scoring/Risk.cs", "namespace Assay.Policy; public enum Risk;", "Assay.Scoring")]
    [InlineData("src/Assay/Scoring/Risk.cs", "public enum Risk;", "Assay.Scoring")]
    [InlineData("src/Assay/Scoring/Risk.cs", "namespace Assay.ScoringModels; public delegate void Risk();", "Assay.Scoring")]
    [InlineData("src/Assay/Risk.cs", "namespace Assay.Scoring; public enum Risk;", "Assay")]
    public void A_namespace_outside_its_folder_is_found(string path, string text, string expected) => Assert.Contains(
        $"but its folder wants {expected}:", Assert.Single(Check(new RepositoryFile(path, text))));

    private static IReadOnlyList<string> Check(params RepositoryFile[] files) => StageOrder.OfAssay.Violations(files);
}
