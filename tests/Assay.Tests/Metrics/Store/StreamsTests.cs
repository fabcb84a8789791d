using Assay.Metrics;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>The streams' SQL beside oracles that walk through lists, on a market whose rows have versions and come late.</summary>
public sealed class StreamsTests(StreamsTests.Market market) : IClassFixture<StreamsTests.Market>
{
    public static TheoryData<string> Streams => [.. MarketStreams.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_says_what_its_oracle_says(string name)
    {
        var stream = MarketStreams.All.Single(s => s.Name == name);
        var expected = market.Expected(name).Where(e => e.IsEvent).ToList();
        var actual = market.Stored.Rows(stream, reading => Assay.Tests.Metrics.Store.Expected.LineSql(reading, stream, expected));
        Assert.True(expected.Count > 100, $"{expected.Count} events are too few to tell.");
        Assert.Contains(expected, e => e.Until != long.MaxValue);
        var lines = expected.Select(e => e.Line(stream)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([], lines.Except(actual).Take(5));
        Assert.Equal([], actual.Except(lines).Take(5));
        Assert.Equal(lines.Count, actual.Count);
    }

    public sealed class Market : IDisposable
    {
        private readonly FeedVersions feeds;
        private readonly Dictionary<(string, string), bool> said = [];

        public Market()
        {
            Stored = StoredMarket.Revised();
            feeds = new FeedVersions(Stored.Warehouse);
            Stored.Warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
        }

        internal StoredMarket Stored { get; }

        public void Dispose() => Stored.Dispose();

        internal IEnumerable<Expected> Expected(string stream) => stream switch
        {
            "orders" => new TradeOracle(feeds).Orders(),
            "payments" => new TradeOracle(feeds).Payments(),
            "shipments" => new TradeOracle(feeds).Shipments(text => ulong.Parse(Stored.Warehouse.Word(new Sql("test", "SELECT hash($1)"), text)!)),
            "reviews" => new SignalOracle(feeds, Says).Reviews(),
            "reports" => new SignalOracle(feeds, Says).Reports(),
            "sessions" => new SignalOracle(feeds, Says).Sessions(),
            "views" => new SignalOracle(feeds, Says).Views(),
            "outcomes" => new SignalOracle(feeds, Says).Outcomes(),
            "offers" => new ShopOracle(feeds, Says).Offers(),
            "profiles" => new ShopOracle(feeds, Says).Profiles(),
            _ => throw new ArgumentException($"{stream} has no oracle.", nameof(stream)),
        };

        // The words have tests of their own.
        private bool Says(string macro, string text) => said.TryGetValue((macro, text), out var known)
            ? known
            : said[(macro, text)] = Stored.Warehouse.Word(new Sql("test", $"SELECT {macro}(CAST($1 AS VARCHAR))"), text) == "true";
    }
}
