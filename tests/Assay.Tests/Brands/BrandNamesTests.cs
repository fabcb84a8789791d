using Assay.Brands;
using Xunit;

namespace Assay.Tests.Brands;

public sealed class BrandNamesTests
{
    private static readonly BrandNames Names = new(
    [
        ("b1", "Heskobury"), ("b1", "赫科伯里"), ("b1", "Хескбери"), ("b2", "Copper Heron"), ("b3", "Copper"), ("b4", "O'Dell & Sons"), ("b5", "X"), ("b6", "3K-7"),
    ]);

    [Theory]
    [InlineData("HESKOBURY ion 1 watch", "b1")]
    [InlineData("new heskobury, boxed", "b1")]
    [InlineData("正品赫科伯里手表包邮", "b1")]
    [InlineData("часы ХЕСКБЕРИ новые", "b1")]
    [InlineData("the copper heron bag", "b2")]
    [InlineData("copper kettle", "b3")]
    [InlineData("o'dell & sons boots", "b4")]
    [InlineData("O’Dell Sons boots", "b4")]
    [InlineData("filter 3k-7 new", "b6")]
    public void A_name_is_found_as_whole_words_in_any_case_and_script(string title, string brand) => Assert.Equal(brand, Names.FirstIn(title));

    [Theory]
    [InlineData("")]
    [InlineData("heskoburys")]
    [InlineData("coppersmith heron")]
    [InlineData("x marks the spot")]
    [InlineData("赫科里")]
    public void A_part_of_a_word_or_a_single_letter_is_no_name(string title) => Assert.Null(Names.FirstIn(title));

    [Fact]
    public void The_name_that_stands_first_counts_and_of_those_the_longest()
    {
        Assert.Equal("b2", Names.FirstIn("copper heron and heskobury"));
        Assert.Equal("b1", Names.FirstIn("heskobury and copper heron"));
    }

    [Fact]
    public void Two_brands_of_one_name_are_told_apart_the_same_way_whatever_the_order()
    {
        var one = new BrandNames([("b9", "Same"), ("b8", "same")]);
        var other = new BrandNames([("b8", "same"), ("b9", "Same")]);
        Assert.Equal(one.FirstIn("a same thing"), other.FirstIn("a same thing"));
    }
}
