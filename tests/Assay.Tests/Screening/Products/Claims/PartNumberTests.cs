using System.Diagnostics;
using Assay.Screening.Products.Claims;
using Xunit;

namespace Assay.Tests.Screening.Products.Claims;

public sealed class PartNumberTests
{
    private static readonly string[] s_numbers = [.. Enumerable.Range(1000, 30).Select(i => $"DK-{i}"), .. Enumerable.Range(2000, 15).Select(i => $"DK-{i}/B")];

    [Theory]
    [InlineData("DK-9999", true)]
    [InlineData(" dk-1234/w ", true)]
    [InlineData("DK-999", false)]
    [InlineData("XY-1234", false)]
    [InlineData("G817", false)]
    [InlineData("", false)]
    public void The_forms_of_a_brands_numbers_are_learned_from_its_products(string number, bool allowed)
    {
        var grammar = new PartNumberGrammar(s_numbers);
        Assert.True(grammar.Speaks);
        Assert.Equal(allowed, grammar.Allows(number));
        Assert.Equal("DK-9999 or DK-9999/A", grammar.Describe());
    }

    [Fact]
    public void A_brand_with_few_numbers_or_with_new_forms_all_the_time_has_no_grammar()
    {
        Assert.True(new PartNumberGrammar(["AB-1", "AB-2", "AB-3"]).Allows("whatever"));
        Assert.True(new PartNumberGrammar(Enumerable.Range(1, 20).Select(i => new string('7', i))).Allows("whatever"));
    }

    [Theory]
    [InlineData("^DK-[0-9]{4}(/[BW])?$", "DK-1234/B", true)]
    [InlineData("^DK-[0-9]{4}(/[BW])?$", "DK-12345", false)]
    public void A_holders_pattern_is_followed(string pattern, string number, bool allowed) => Assert.Equal(allowed, PartNumberPattern.Read(pattern)!.Allows(number));

    [Theory]
    [InlineData("(")]
    [InlineData("")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(a{60}){60}{60}")]
    [InlineData("a{999999999}")]
    public void A_pattern_that_cannot_run_in_bounds_is_not_used(string pattern) => Assert.Null(PartNumberPattern.Read(pattern));

    [Fact]
    public void Patterns_that_would_backtrack_for_ever_answer_or_give_up()
    {
        var number = new string('a', 63) + "!";
        var began = Stopwatch.GetTimestamp();
        foreach (var pattern in new[] { "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*a){20}$", "^([a-z]+)*[0-9]$", "((a{1,16}){1,16}){1,16}$" })
        {
            Assert.NotEqual(true, PartNumberPattern.Read(pattern)?.Allows(number));
        }

        // Each may take a tenth of a second; what backtracks would take years.
        Assert.True(Stopwatch.GetElapsedTime(began).TotalSeconds < 60);
        Assert.Null(PartNumberPattern.Read("^a$")!.Allows(new string('a', 100_000)));
    }
}
