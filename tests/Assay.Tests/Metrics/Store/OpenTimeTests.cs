using Assay.Metrics;
using Xunit;

namespace Assay.Tests.Metrics.Store;

public sealed class OpenTimeTests
{
    [Fact]
    public void Every_moment_goes_to_the_first_that_was_known_then()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var offers = Enumerable.Range(0, random.Next(1, 8)).Select(_ => (From: (long)random.Next(0, 40), Length: random.Next(0, 30))).ToList();
            var open = new OpenTime();
            open.Reset(5);
            var taken = new int?[60];
            foreach (var (i, offer) in offers.Index())
            {
                foreach (var (from, until) in open.Take(offer.From, offer.From + offer.Length))
                {
                    for (var t = from; t < Math.Min(until, taken.Length); t++)
                    {
                        Assert.Null(taken[t]);
                        taken[t] = i;
                    }
                }
            }

            for (var t = 0; t < taken.Length; t++)
            {
                var first = t < 5 ? -1 : offers.FindIndex(o => o.From <= t && t < o.From + o.Length);
                Assert.Equal(first < 0 ? null : first, taken[t]);
            }
        }
    }

    [Fact]
    public void What_has_no_end_closes_all_after_it()
    {
        var open = new OpenTime();
        open.Reset(long.MinValue);
        Assert.Equal([(10, OpenTime.Never)], open.Take(10, OpenTime.Never));
        Assert.Equal(10, open.End);
        Assert.Equal([(long.MinValue, 10)], open.Take(long.MinValue, OpenTime.Never));
        Assert.True(open.IsClosed);
    }
}
