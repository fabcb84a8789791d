using Assay.Scoring;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Scoring;

public sealed class ColdSignalTests
{
    private static readonly ColdSignal Rising = new("rising", SignalSubject.Listing, 0.2, 0.6, 2.0, "");
    private static readonly ColdSignal Falling = new("falling", SignalSubject.Listing, 0.8, 0.4, 2.0, "");

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2, 0)]
    [InlineData(0.4, 10_000)]
    [InlineData(0.6, 20_000)]
    [InlineData(5.0, 20_000)]
    public void A_signal_adds_nothing_up_to_one_value_all_from_another_and_a_share_between(double value, int expected) =>
        Assert.Equal(expected, Rising.Contribution(value));

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(0.6, 10_000)]
    [InlineData(0.1, 20_000)]
    public void A_signal_may_fall(double value, int expected) => Assert.Equal(expected, Falling.Contribution(value));

    [Fact]
    public void A_fact_that_nobody_knows_adds_nothing()
    {
        Assert.Equal(0, Rising.Contribution(double.NaN));
        Assert.Equal(0, Falling.Contribution(double.NaN));
    }

    [Fact]
    public void No_value_adds_more_than_the_weight_or_less_than_nothing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>(), value => Rising.Contribution(value) is >= 0 and <= 20_000).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_signal_of_the_table_has_a_sentence_that_formats_and_a_code_of_its_own()
    {
        foreach (var signal in ColdSignals.All.Concat(SellerSignals.All))
        {
            Assert.DoesNotContain("{", new Reason(signal, 0.5, 0.25, 1).Sentence, StringComparison.Ordinal);
            Assert.NotEqual(signal.None, signal.Full);
        }

        Assert.Equal(ColdSignals.All.Count, ColdSignals.All.Select(s => s.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void One_weak_trait_alone_never_holds_a_listing()
    {
        string[] strong = ["found_counterfeit", "notices_upheld"];
        foreach (var signal in ColdSignals.All.Where(s => s.Weight > 0 && !strong.Contains(s.Code, StringComparer.Ordinal)))
        {
            var risk = new Risk(ColdSignals.Base + signal.Contribution(signal.Full));
            Assert.True(risk.Probability < 0.30, $"{signal.Code} alone brings {risk.Probability}");
        }
    }

    [Fact]
    public void All_that_is_known_of_a_seller_never_holds_a_listing_that_shows_nothing_itself() =>
        Assert.True(new Risk(ColdSignals.Base + ColdSignals.MostOfSeller).Probability < 0.75);
}
