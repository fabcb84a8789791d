using Assay.Metrics;
using Assay.Metrics.Plans;
using Assay.Metrics.Trials;
using Xunit;

namespace Assay.Tests.Metrics;

public sealed class MarketCatalogueTests
{
    [Fact]
    public void The_catalogue_that_comes_with_Assay_is_right_and_has_more_than_600_metrics_of_240_definitions()
    {
        var reading = MarketCatalogue.Load([]).Require();
        Assert.Empty(reading.Problems);
        Assert.InRange(reading.Catalogue.Definitions.Count, 240, int.MaxValue);
        Assert.InRange(reading.Catalogue.Subjects.Sum(s => reading.Catalogue.Of(s).Count), 600, int.MaxValue);
        Assert.InRange(reading.Catalogue.Definitions.Select(d => DescribeCatalogue.Formula(d)).Distinct().Count(), 240, int.MaxValue);
    }

    [Fact]
    public void Its_tests_pass()
    {
        var reading = MarketCatalogue.Load([]).Require();
        Assert.All(RunTrials.Run(reading.Catalogue, reading.Trials), t => Assert.True(t.Passed, $"{t.Trial.Where}: {string.Join("; ", t.Wrong)}"));
    }

    [Fact]
    public void Every_subject_s_definitions_compile_into_one_word_of_conditions_a_stream() =>
        Assert.All(MarketCatalogue.BuiltIn.Subjects.SelectMany(s => CompileStream.Run(MarketCatalogue.BuiltIn, s)), p => Assert.InRange(p.Features.Atoms.Count, 1, 63));

    [Fact]
    public void The_page_of_metrics_is_what_the_catalogue_says() => Golden.Matches(DescribeCatalogue.Run(MarketCatalogue.BuiltIn), "../../../../docs/metrics.md");

    [Fact]
    public void A_definition_of_one_s_own_joins_the_others_and_may_use_them()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["mine.yaml"], """
            family: mine
            metrics:
              - {id: my_refunds_per_order, subjects: [seller], aggregate: ratio, of: orders, to: orders, windows: [30d], unit: share, sentence: Mine, why: test}

            """);
        var reading = MarketCatalogue.Load([folder["mine.yaml"]]).Require();
        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Catalogue.Find("seller.my_refunds_per_order"));
        Assert.Equal($"{folder["none"]} holds no metrics", MarketCatalogue.Load([folder["none"]]).Failure!.Problem);
    }
}
