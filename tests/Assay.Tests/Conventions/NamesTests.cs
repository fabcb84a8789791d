using Xunit;

namespace Assay.Tests.Conventions;

public sealed class NamesTests
{
    [Fact]
    public void Types_and_folders_are_named_after_the_field() => Convention.Holds(Names.Violations(Repository.Files("src", ".cs")));

    [Theory]
    [InlineData("class CaseManager;", "CaseManager")]
    [InlineData("static class TextHelpers { }", "TextHelpers")]
    [InlineData("namespace A { interface ITakedownService { } }", "ITakedownService")]
    [InlineData("class Outer { record struct UrlUtils; }", "UrlUtils")]
    [InlineData("delegate void ImportHelper();", "ImportHelper")]
    [InlineData("enum Common;", "Common")]
    public void A_type_named_after_a_pattern_is_found(string text, string name) => Assert.StartsWith(
        $"The type {name} in src/Assay/A.cs says nothing", Assert.Single(Names.Violations([new("src/Assay/A.cs", text)])));

    [Theory]
    [InlineData("src/Assay/Scoring/Helpers")]
    [InlineData("src/Assay.Core")]
    [InlineData("src/Assay/Common")]
    public void A_folder_named_after_a_pattern_is_found(string folder) => Assert.StartsWith(
        $"The folder {folder} says nothing", Assert.Single(Names.Violations([new(folder + "/A.cs", "enum A;"), new(folder + "/B.cs", "enum B;")])));

    [Fact]
    public void A_word_that_only_contains_one_of_them_is_fine() => Assert.Empty(Names.Violations([new("src/Assay/Scoring/Corexit.cs", "class ManagerOfAShop;")]));
}
