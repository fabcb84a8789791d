using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.MetricEngine;

public sealed class PeerValuesTests
{
    [Fact]
    public void A_percentile_is_the_share_of_peers_with_a_lower_value_and_half_of_those_with_the_same() =>
        Prop.ForAll(Markets(), market =>
        {
            var (values, groups) = market;
            var peers = PeerValues.Of(values, groups);
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal(Slow(values, groups, values[i], groups[i]), peers.Compare(Aggregate.Percentile, values[i], groups[i]));
                Assert.Equal(Slow(values, groups, values[i] + 0.5, groups[i]), peers.Compare(Aggregate.Percentile, values[i] + 0.5, groups[i]));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_compared_with_the_median_and_how_peers_are_spread_follow_the_order_of_their_values() =>
        Prop.ForAll(Markets(), market =>
        {
            var (values, groups) = market;
            var peers = PeerValues.Of(values, groups);
            foreach (var group in groups.Distinct())
            {
                var sorted = values.Where((v, i) => groups[i] == group && !double.IsNaN(v)).Order().ToList();
                if (group == 0 || sorted.Count < PeerValues.Fewest)
                {
                    Assert.Null(peers.Spread(group));
                    continue;
                }

                var median = sorted[(sorted.Count - 1) / 2];
                Assert.Equal(median == 0 ? double.NaN : 7 / median, peers.Compare(Aggregate.TimesMedian, 7, group));
                double At(int tenths) => sorted[((tenths * sorted.Count) + 9) / 10 - 1];
                Assert.Equal(new PeerSpread(sorted.Count, At(1), At(5), At(9)), peers.Spread(group));
            }
        }).QuickCheckThrowOnFailure();

    // Several sizes of groups, a few different values or many, some of them null.
    private static Arbitrary<(double[] Values, ulong[] Groups)> Markets() => Gen.Choose(0, int.MaxValue - 1).Select(seed =>
    {
        var random = new Random(seed);
        var values = new double[random.Next(1, 900)];
        var groups = new ulong[values.Length];
        var different = random.Next(2) == 0 ? 5 : 1_000_000;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(10) == 0 ? double.NaN : random.Next(-different, different);
            groups[i] = (ulong)random.Next(random.Next(4) == 0 ? 4 : 2);
        }

        return (values, groups);
    }).ToArbitrary();

    private static double Slow(double[] values, ulong[] groups, double value, ulong group)
    {
        var peers = values.Where((v, i) => groups[i] == group && !double.IsNaN(v)).ToList();
        return double.IsNaN(value) || group == 0 || peers.Count < PeerValues.Fewest ? double.NaN
            : (peers.Count(p => p < value) + peers.Count(p => p <= value)) / (2.0 * peers.Count);
    }
}
