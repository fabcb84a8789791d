using Xunit;

namespace Assay.Tests.Conventions;

public sealed class RepositoryTextTests
{
    [Fact]
    public void No_file_names_a_folder_of_one_machine_or_a_registry_host() => Convention.Holds(RepositoryText.Violations(Repository.Files("", "")));

    [Theory]
    [InlineData("work")]
    [InlineData("root")]
    [InlineData("farm")]
    public void A_folder_of_one_machine_is_found(string folder) => Assert.StartsWith(
        $"docs/a.md:2 holds '/{folder}/'", Assert.Single(RepositoryText.Violations([new("docs/a.md", $"first\nsee /{folder}/assay\n")])));

    [Fact]
    public void A_registry_host_is_found() => Assert.StartsWith(
        "package-lock.json:1 holds", Assert.Single(RepositoryText.Violations([new("package-lock.json", "https://registry." + "npmjs" + ".org/react")])));

    [Fact]
    public void A_long_readme_is_found() => Assert.StartsWith(
        "README.md has 151 lines", Assert.Single(RepositoryText.Violations([new("README.md", new string('\n', 151))])));
}
