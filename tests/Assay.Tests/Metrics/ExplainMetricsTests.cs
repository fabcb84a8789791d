using Assay.Metrics;
using Assay.Metrics.Kernel;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics;

public sealed class ExplainMetricsTests(MeasuredMarket market) : IClassFixture<MeasuredMarket>
{
    private const string Metric = "seller.orders_all";

    [Fact]
    public void A_value_stands_among_those_that_peers_of_its_category_and_age_had_at_midnight()
    {
        var measure = new MeasureMarket(market.Data.Warehouse, MarketCatalogue.BuiltIn, 1);
        var (now, frozen) = (Values(measure, market.AsOf), Values(measure, market.AsOf.Date));
        var groups = PeerGroups.Read(market.Data.Warehouse, "seller", measure.Subjects("seller"), market.AsOf.Date).Of(["category", "age"]);
        var compared = 0;
        foreach (var (no, id) in Sellers())
        {
            var it = Run(id, "orders_all").Require();
            var among = groups[no] != 0 && groups.Count(g => g == groups[no]) >= PeerValues.Fewest;
            var peers = frozen.Skip(1).Where((v, i) => !double.IsNaN(v) && (!among || groups[i + 1] == groups[no])).Order().ToList();
            var orders = it.Metrics.Single(m => m.Id == Metric);
            Assert.Equal(now[no], orders.Value);
            Assert.Equal(among ? ["category", "age"] : [], it.Among);
            Assert.Equal(peers.Count, orders.Peers!.Count);
            Assert.InRange(peers.Count(p => p <= orders.Peers.Median), peers.Count / 2.0, peers.Count);
            Assert.InRange(peers.Count(p => p < orders.Peers.Median), 0, peers.Count / 2.0);
            Assert.Equal((peers.Count(p => p < now[no]) + peers.Count(p => p <= now[no])) / (2.0 * peers.Count), orders.Share, 1e-12);
            compared += among ? 1 : 0;
        }

        Assert.InRange(compared, 1, 60);
    }

    [Fact]
    public void Those_furthest_from_their_peers_come_first_and_words_may_be_families()
    {
        var (_, id) = Sellers().First();
        var it = Run(id, "peers", "rating").Require();
        var distances = it.Metrics.Where(m => !double.IsNaN(m.Share)).Select(m => Math.Abs(m.Share - 0.5)).ToList();
        Assert.NotEmpty(distances);
        Assert.Equal(distances.OrderDescending(), distances);
        Assert.Contains(it.Metrics, m => MarketCatalogue.BuiltIn.Of("seller").Any(of => of.Id == m.Id && of.Definition.Family == "peers"));
        Assert.InRange(it.Metrics.Count, 2, ExplainMetrics.Most);
    }

    [Theory]
    [InlineData("refuds", "'refunds' perhaps")]
    [InlineData("zzzzzz", "a part of a name")]
    public void A_word_that_no_metric_has_gets_a_sentence(string word, string says) =>
        Assert.Contains(says, Run(Sellers().First().Id, word).Failure!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_the_marketplace_measures_itself_joins_as_external()
    {
        var known = market.Data.Warehouse.Table(new Sql("test", "SELECT subject_id, arg_max(metrics ->> 'response_hours', \"at\"), arg_max(metrics ->> 'seller_tier', \"at\") FROM external_metrics GROUP BY ALL ORDER BY ALL"));
        foreach (var row in known.Take(5))
        {
            var it = Run(row[0]!, "external").Require();
            var hours = it.Metrics.Single(m => m.Id == "seller.external.response_hours");
            Assert.Equal(double.Parse(row[1]!, System.Globalization.CultureInfo.InvariantCulture), hours.Value);
            Assert.InRange(hours.Share, 0, 1);
            Assert.Equal(row[2], it.Metrics.Single(m => m.Id == "seller.external.seller_tier").Word);
        }

        Assert.NotEmpty(known);
    }

    private Result<ExplainedMetrics> Run(string id, params string[] words) =>
        new ExplainMetrics(market.Data.Warehouse, MarketCatalogue.BuiltIn).Run("seller", id, words, market.AsOf, TestContext.Current.CancellationToken);

    private static double[] Values(MeasureMarket measure, DateTime asOf) => measure.Keep(asOf, "seller", [Metric], TestContext.Current.CancellationToken)[Metric];

    private IEnumerable<(int No, string Id)> Sellers() =>
        market.Data.Warehouse.Table(new Sql("test", "SELECT no, id FROM subjects WHERE kind = 'seller' ORDER BY hash(id) LIMIT 60")).Select(r => (int.Parse(r[0]!), r[1]!));
}
