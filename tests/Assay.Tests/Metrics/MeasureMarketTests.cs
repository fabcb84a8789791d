using System.Collections.Concurrent;
using Assay.Import;
using Assay.Metrics;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics;

/// <summary>A small market of each of two seeds with its store built.</summary>
public sealed class MeasuredMarket : IDisposable
{
    private readonly TestFolder folder = new();

    public MeasuredMarket()
    {
        Data = DataFolder.Open(folder["data"], "test", FixedClock.Default).Require();
        new ImportFeeds(Data, FixedClock.Default).Run(FindFeeds.In(Path.Combine(MarketFolder.Small(1), "feeds"), FeedMap.None).Require(), FeedMap.None, null, default);
        new BuildStore(Data.Warehouse, FixedClock.Default).Run(null, default);
        AsOf = ScanMarket.NewestMoment(Data.Warehouse)!.Value;
    }

    public DataFolder Data { get; }

    public DateTime AsOf { get; }

    /// <summary>All values of a kind of subject: a row a subject.</summary>
    public double[][] Measure(string subject, DateTime asOf, int threads = 2)
    {
        var measure = new MeasureMarket(Data.Warehouse, MarketCatalogue.BuiltIn, threads);
        var rows = new ConcurrentDictionary<uint, double[]>();
        measure.Run(asOf, subject, (run, values) =>
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s] = values.Of(s);
            }
        }, default);
        return [.. rows.OrderBy(r => r.Key).Select(r => r.Value)];
    }

    public void Dispose()
    {
        Data.Dispose();
        folder.Dispose();
    }
}

public sealed class MeasureMarketTests(MeasuredMarket market) : IClassFixture<MeasuredMarket>
{
    [Theory]
    [InlineData("seller")]
    [InlineData("listing")]
    [InlineData("buyer")]
    public void No_metric_is_always_the_same_and_none_copies_another(string subject)
    {
        var rows = market.Measure(subject, market.AsOf);
        var metrics = MarketCatalogue.BuiltIn.Of(subject);
        var columns = metrics.Select((m, place) => (m.Id, Bits: Bits([.. rows.Select(r => r[place])]))).ToList();
        var same = columns.Where(c => c.Bits.Distinct().Count() < 2).Select(c => $"{c.Id} never varies");
        var copies = columns.GroupBy(c => string.Join(' ', c.Bits)).Where(g => g.Count() > 1).Select(g => string.Join(" = ", g.Select(c => c.Id)));
        var wrong = string.Join("\n", same.Concat(copies));
        Assert.True(wrong.Length == 0, wrong);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var one = market.Measure("seller", market.AsOf, 1);
        var three = market.Measure("seller", market.AsOf, 3);
        Assert.Equal(one.Select(Bits), three.Select(Bits));
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
