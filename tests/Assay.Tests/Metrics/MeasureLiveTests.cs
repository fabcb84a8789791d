using System.Collections.Concurrent;
using Assay.Metrics;
using Assay.Policy;
using Assay.Tests.Metrics.Store;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics;

/// <summary>What is measured of a few subjects from memory is what a batch measures of all, bit by bit: now, as of a past moment, and after more came.</summary>
public sealed class MeasureLiveTests
{
    [Theory]
    [InlineData("seller")]
    [InlineData("listing")]
    [InlineData("buyer")]
    public void A_few_subjects_have_the_values_that_a_batch_computes(string subject)
    {
        using var market = StoredMarket.Small();
        market.Build();
        using var live = new MeasureLive(market.Warehouse, MarketCatalogue.BuiltIn, subject);
        var newest = ScanMarket.NewestMoment(market.Warehouse)!.Value;
        foreach (var asOf in (DateTime[])[newest, newest.AddHours(7.3), newest.AddDays(-40.7)])
        {
            AssertSame(market, live, subject, asOf, Some(market, subject, 70));
        }

        market.Revise([.. Revision.Everything.Where(r => r.Feed is "orders" or "listings" or "sessions" or "reviews")]);
        foreach (var built in market.Build(rebuildShare: 0))
        {
            live.Forget(built);
        }

        AssertSame(market, live, subject, newest, Some(market, subject, 70));
        market.Warehouse.Run(new Sql("test", "DELETE FROM stored_streams WHERE stream = 'orders'"));
        foreach (var built in market.Build())
        {
            live.Forget(built);
        }

        AssertSame(market, live, subject, newest, Some(market, subject, 300));
    }

    private static void AssertSame(StoredMarket market, MeasureLive live, string subject, DateTime asOf, IReadOnlyList<uint> some)
    {
        var all = Batch(market, subject, asOf);
        var metrics = MarketCatalogue.BuiltIn.Of(subject);
        foreach (var (no, row) in some.Zip(live.Run(some, asOf, TestContext.Current.CancellationToken)))
        {
            var wrong = row.Zip(all[no]).Index().FirstOrDefault(v => BitConverter.DoubleToInt64Bits(v.Item.First) != BitConverter.DoubleToInt64Bits(v.Item.Second), (-1, default));
            Assert.True(wrong.Index < 0, wrong.Index < 0 ? "" : $"{subject} {no}: {metrics[wrong.Index].Id} is {wrong.Item.First} and not {wrong.Item.Second} as of {asOf:O}");
        }
    }

    private static List<uint> Some(StoredMarket market, string subject, int count) =>
        [.. market.Warehouse.Table(new Sql("test", $"SELECT no FROM subjects WHERE kind = '{subject}' ORDER BY hash(id) LIMIT {count}")).Select(r => uint.Parse(r[0]!))];

    private static ConcurrentDictionary<uint, double[]> Batch(StoredMarket market, string subject, DateTime asOf)
    {
        var rows = new ConcurrentDictionary<uint, double[]>();
        new MeasureMarket(market.Warehouse, MarketCatalogue.BuiltIn, 2).Run(asOf, subject, (run, values) =>
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s] = values.Of(s);
            }
        }, TestContext.Current.CancellationToken);
        return rows;
    }
}
