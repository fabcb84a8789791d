using Assay.Screening.Products.Learning;
using Xunit;

namespace Assay.Tests.Screening.Products.Learning;

public sealed class ForestTests
{
    private const int Width = 4;

    private static readonly BoostingOptions s_small = new() { Trees = 60, Depth = 3, Rate = 0.2 };

    [Fact]
    public void What_only_two_features_together_say_is_learned()
    {
        var (rows, labels) = Exclusive(400, 1);
        var forest = Forest.Learn(rows, Width, labels, s_small, default);

        var (fresh, answers) = Exclusive(200, 2);
        Assert.True(Enumerable.Range(0, 200).Count(i => (forest.Margin(fresh.AsSpan(i * Width, Width)) > 0) == answers[i]) >= 190);
    }

    [Fact]
    public void The_same_rows_give_the_same_bits_and_another_seed_others()
    {
        var (rows, labels) = Exclusive(300, 3);
        double Margin(ulong seed) => Forest.Learn(rows, Width, labels, s_small with { Seed = seed }, default).Margin(rows.AsSpan(0, Width));

        Assert.Equal(BitConverter.DoubleToInt64Bits(Margin(5)), BitConverter.DoubleToInt64Bits(Margin(5)));
        Assert.NotEqual(Margin(5), Margin(6));
    }

    [Fact]
    public void Parts_by_feature_and_the_rest_sum_to_the_margin()
    {
        var (rows, labels) = Exclusive(300, 4);
        var forest = Forest.Learn(rows, Width, labels, s_small, default);
        for (var i = 0; i < 50; i++)
        {
            var parts = new double[Width];
            var rest = forest.Explain(rows.AsSpan(i * Width, Width), parts);
            Assert.Equal(forest.Margin(rows.AsSpan(i * Width, Width)), rest + parts.Sum(), 9);
        }
    }

    [Fact]
    public void A_missing_value_goes_the_way_that_its_rows_taught()
    {
        var rows = Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? float.NaN : i % 4).ToArray();
        var forest = Forest.Learn(rows, 1, [.. rows.Select(float.IsNaN)], s_small with { FeatureShare = 1 }, default);

        Assert.True(forest.Margin([float.NaN]) > 2);
        Assert.All([1f, 2f, 3f], value => Assert.True(forest.Margin([value]) < -2));
    }

    [Fact]
    public void The_first_split_is_the_best_that_trying_all_finds()
    {
        var random = new SplitMix(9);
        for (var round = 0; round < 30; round++)
        {
            var rows = Enumerable.Range(0, 40 * 3).Select(_ => (float)random.Below(12)).ToArray();
            var slopes = Enumerable.Range(0, 40).Select(_ => random.Below(1000) / 500.0 - 1).ToArray();
            var curves = Enumerable.Repeat(0.25, 40).ToArray();
            var options = new BoostingOptions { Depth = 1 };
            var tree = new GrowTree(Bins.Of(rows, 3), options).Run([.. Enumerable.Range(0, 40)], [0, 1, 2], slopes, curves);

            Assert.Equal(BestGain(rows, slopes, curves, options), Gain(rows, slopes, curves, options, tree.Nodes[0].Feature, tree.Nodes[0].From), 9);
        }
    }

    [Fact]
    public void Every_child_stands_behind_its_parent_so_that_no_row_walks_in_circles()
    {
        var (rows, labels) = Exclusive(300, 5);
        var tree = new GrowTree(Bins.Of(rows, Width), s_small).Run([.. Enumerable.Range(0, 300)], [0, 1, 2, 3], [.. labels.Select(l => l ? -0.5 : 0.5)], [.. labels.Select(_ => 0.25)]);
        Assert.All(tree.Nodes.Index().Where(n => n.Item.Feature >= 0), n => Assert.True(n.Item.Left > n.Index && n.Item.Right > n.Index && n.Item.Right < tree.Nodes.Length));
    }

    private static double BestGain(float[] rows, double[] slopes, double[] curves, BoostingOptions options) =>
        Enumerable.Range(0, 3).SelectMany(feature => Enumerable.Range(0, 13).Select(from => Gain(rows, slopes, curves, options, feature, from))).Max();

    private static double Gain(float[] rows, double[] slopes, double[] curves, BoostingOptions options, int feature, float from)
    {
        double Worth(IEnumerable<int> some)
        {
            var (g, h) = (some.Sum(i => slopes[i]), some.Sum(i => curves[i]));
            return h < options.LeastWeight ? double.NegativeInfinity : g * g / (h + options.Ridge);
        }

        var all = Enumerable.Range(0, slopes.Length).ToList();
        return Worth(all.Where(i => rows[(i * 3) + feature] < from)) + Worth(all.Where(i => rows[(i * 3) + feature] >= from)) - Worth(all);
    }

    // True where one of the first two features is high and the other low; the rest is noise.
    private static (float[] Rows, bool[] Labels) Exclusive(int count, ulong seed)
    {
        var random = new SplitMix(seed);
        var rows = Enumerable.Range(0, count * Width).Select(_ => random.Below(1000) / 1000f).ToArray();
        return (rows, [.. Enumerable.Range(0, count).Select(i => rows[i * Width] > 0.5 != rows[(i * Width) + 1] > 0.5)]);
    }
}
