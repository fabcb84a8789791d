using Xunit;

namespace Assay.Tests.Conventions;

public sealed class ProjectReferencesTests
{
    [Fact]
    public void A_project_uses_only_those_below_it() => Convention.Holds(ProjectReferences.Violations(Repository.Files("src", ".csproj")));

    [Fact]
    public void An_engine_that_uses_the_platform_is_found() => Assert.Equal(
        "src/Assay.Metrics/Assay.Metrics.csproj uses Assay, but Assay.Metrics may use no other project.",
        Assert.Single(ProjectReferences.Violations([new(
            "src/Assay.Metrics/Assay.Metrics.csproj",
            """<Project><ItemGroup><ProjectReference Include="../Assay/Assay.csproj" /></ItemGroup></Project>""")])));

    [Fact]
    public void A_new_project_is_found() => Assert.StartsWith(
        "src/Assay.Spy/Assay.Spy.csproj is a new project:",
        Assert.Single(ProjectReferences.Violations([new("src/Assay.Spy/Assay.Spy.csproj", "<Project />")])));
}
