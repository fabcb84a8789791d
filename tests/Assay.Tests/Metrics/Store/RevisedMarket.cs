using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>One market with versions and late rows for all tests that only read it, and its oracles.</summary>
public sealed class RevisedMarket : IDisposable
{
    public const string Name = "a revised market";

    private readonly FeedVersions feeds;
    private readonly Dictionary<string, Dictionary<string, bool>> said = [];

    public RevisedMarket()
    {
        Stored = StoredMarket.Revised();
        Stored.Build();
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

    // The words have tests of their own; here they are asked once for each text.
    private bool Says(string macro, string text) => (said.TryGetValue(macro, out var known) ? known : said[macro] = Ask(macro))[text];

    private Dictionary<string, bool> Ask(string macro)
    {
        var (feed, texts) = macro switch
        {
            "is_slang" => ("listings", "concat_ws(' ', title, description)"),
            "is_disguised" or "is_accessory" => ("listings", "title"),
            "gtin_holds" => ("listings", "gtin"),
            _ => ("reviews", "text"),
        };
        var all = $"SELECT {texts} AS said FROM {feed} UNION SELECT {texts} FROM {feed}_history";
        return Stored.Warehouse.Table(new Sql("test", $"SELECT said, {macro}(said) FROM ({all}) WHERE said IS NOT NULL")).ToDictionary(r => r[0]!, r => r[1] == "true");
    }
}

[CollectionDefinition(RevisedMarket.Name)]
public sealed class RevisedMarketTests : ICollectionFixture<RevisedMarket>;
