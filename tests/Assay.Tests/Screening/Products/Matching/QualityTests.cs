using Assay.Screening.Products.Learning;
using Assay.Screening.Products.Matching;
using Xunit;

namespace Assay.Tests.Screening.Products.Matching;

public sealed class QualityTests
{
    [Fact]
    public void The_threshold_is_as_good_as_the_best_of_all_within_a_thousandth()
    {
        var random = new SplitMix(3);
        for (var round = 0; round < 200; round++)
        {
            var margins = Enumerable.Range(0, 30).Select(_ => (double)random.Below(20)).ToArray();
            var labels = margins.Select(m => random.Below(20) < m).ToArray();
            labels[0] = true;
            var best = Enumerable.Range(-1, 22).Max(t => Quality.Of(margins, labels, t).F1);

            Assert.InRange(Quality.Of(margins, labels, Quality.BestThreshold(margins, labels)).F1, best - 0.001, best);
        }
    }

    [Fact]
    public void Nothing_taken_has_no_precision_and_no_F1() => Assert.Equal(0, Quality.Of([1, 2], [true, false], 9).F1);
}
