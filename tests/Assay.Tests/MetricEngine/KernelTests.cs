using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.MetricEngine;

public sealed class KernelTests
{
    private const int Subjects = 9;

    // A Tuesday, a quarter past ten.
    private static readonly long s_noon = Moments.ToMicros(new DateTime(2026, 6, 30, 10, 15, 0, 123, DateTimeKind.Utc));

    public static TheoryData<Lanes> AllLanes { get; } = [Lanes.Scalar, Lanes.Four, Lanes.Eight];

    [Theory]
    [MemberData(nameof(AllLanes))]
    public void Random_events_have_the_values_that_the_oracle_finds(Lanes lanes) => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var t = s_noon + ((seed & 3) == 0 ? -s_noon % Window.Day : 0);
            var things = Things.Random(seed, Subjects, 80, t);
            foreach (var subject in Things.Catalogue.Subjects)
            {
                using var rows = Things.Fold(Things.Catalogue, subject, things, t, Subjects, lanes, seed);
                foreach (var (place, metric) in Things.Catalogue.Of(subject).Index())
                {
                    for (var s = 1u; s <= Subjects; s++)
                    {
                        AssertSame(metric, Oracle.Value(metric, things, s, t), rows[s, place], $"{metric.Id} of {s}, seed {seed}");
                    }
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        var things = Things.Random(7, 40, 600, s_noon);
        using var one = Things.Fold(Things.Catalogue, "box", things, s_noon, 40, Lanes.Scalar);
        foreach (var lanes in new[] { Lanes.Four, Lanes.Eight })
        {
            using var wide = Things.Fold(Things.Catalogue, "box", things, s_noon, 40, lanes);
            for (var s = 1u; s <= 40; s++)
            {
                Assert.Equal(Bits(one.Of(s)), Bits(wide.Of(s)));
            }
        }
    }

    [Fact]
    public void Blocks_of_any_size_give_the_same_bits()
    {
        var things = Things.Random(8, 3, 6000, s_noon);
        using var first = Things.Fold(Things.Catalogue, "box", things, s_noon, 3, StreamKernel.Widest);
        for (var seed = 2; seed < 6; seed++)
        {
            using var other = Things.Fold(Things.Catalogue, "box", things, s_noon, 3, StreamKernel.Widest, seed);
            Assert.Equal(Bits(first.Of(1)), Bits(other.Of(1)));
        }
    }

    [Fact]
    public void A_hub_whose_counts_outgrow_every_table_has_the_values_that_the_oracle_finds()
    {
        var random = new Random(3);
        var things = Things.Random(3, 1, 100, s_noon);
        var pattern = things.Count > 0 ? things[0] : throw new InvalidOperationException("The seed gives no event to repeat.");
        things.AddRange(Enumerable.Range(0, 90_000).Select(i => pattern with
        {
            At = s_noon - (i * 7_000_000L) - 1,
            Tie = (ulong)i,
            KnownFrom = s_noon - (i * 7_000_000L),
            KnownUntil = long.MaxValue,
            Fields = new Dictionary<string, long?>(StringComparer.Ordinal) { ["colour"] = 1, ["broken"] = 1, ["owner"] = random.Next(8) == 0 ? i + 1 : 1, ["weight"] = random.Next(1 << 20), ["size"] = 7 },
        }));
        using var rows = Things.Fold(Things.Catalogue, "box", things, s_noon, 1, StreamKernel.Widest);
        foreach (var (place, metric) in Things.Catalogue.Of("box").Index().Where(m => m.Item.Window.First.IsAll))
        {
            AssertSame(metric, Oracle.Value(metric, things, 1, s_noon), rows[1, place], metric.Id);
        }
    }

    [Fact]
    public void A_subject_without_events_has_counts_of_zero_and_no_mean()
    {
        using var rows = Things.Fold(Things.Catalogue, "box", [], s_noon, 1, StreamKernel.Widest);
        Assert.Equal(0, Of(rows, "box.all_things_30d"));
        Assert.Equal(0, Of(rows, "box.owners_all"));
        Assert.Equal(double.NaN, Of(rows, "box.weight_mean_all"));
        Assert.Equal(double.NaN, Of(rows, "box.broken_rate_1d"));
    }

    private static double Of(ValueRows rows, string id) => rows[1, Things.Catalogue.Of("box").ToList().FindIndex(m => m.Id == id)];

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static void AssertSame(Metric metric, double? expected, double actual, string where)
    {
        var tolerance = metric.Definition.Aggregate switch
        {
            Aggregate.Entropy => 1e-6,
            Aggregate.Quantile => Math.Abs(expected ?? 0) / 127,
            _ => 0,
        };
        var isSame = expected is { } value ? Math.Abs(value - actual) <= tolerance : double.IsNaN(actual);
        Assert.True(isSame, $"{where}: expected {expected?.ToString("R") ?? "null"}, got {actual:R}");
    }
}
