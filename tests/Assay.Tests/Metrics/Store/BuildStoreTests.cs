using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

public sealed class BuildStoreTests
{
    private static readonly (EventStream Stream, string Subject)[] Tables = [.. MarketStreams.All.SelectMany(s => s.Subjects.Select(k => (s, k)))];

    [Fact]
    public void Only_streams_whose_feeds_have_something_new_are_built()
    {
        using var market = StoredMarket.Small();
        Assert.Equal(MarketStreams.All, market.Build().Select(b => b.Stream));
        Assert.Empty(market.Build());
        market.With("views.csv", "listing_id,viewer_id,at,via\nl-new,v1,2026-06-01T00:00:00Z,ad\n");
        Assert.Equal(["views"], market.Build().Select(b => b.Stream.Name));
        market.With("reviews.csv", "review_id,listing_id,seller_id,buyer_id,rating,created_at\nv1,l-new,s-new,b-new,5,2026-06-01T00:00:00Z\n");
        Assert.Equal(["reviews"], market.Build().Select(b => b.Stream.Name));
        market.Warehouse.Run(new Sql("test", "UPDATE stored_streams SET recipe = 'another' WHERE stream = 'offers'"));
        Assert.Equal(["offers"], market.Build().Select(b => b.Stream.Name));
    }

    [Fact]
    public void What_is_stored_is_told()
    {
        using var market = StoredMarket.Small();
        market.Build();
        var told = market.Warehouse.Table(new Sql("test", "SELECT stream, subject, rows, known_to, has_superseded FROM stored_streams ORDER BY ALL"));
        Assert.Equal(Tables.Select(t => (t.Stream.Name, t.Subject)).Order(), told.Select(t => (t[0]!, t[1]!)));
        foreach (var row in told)
        {
            var table = market.Warehouse.Table(new Sql("test", $"SELECT count(*), max(known_from), bool_or(known_until <> {long.MaxValue}) FROM {row[0]}_by_{row[1]}"))[0];
            Assert.Equal(table, row[2..]);
        }
    }

    [Fact]
    public void A_subject_keeps_its_number_and_new_ones_follow_in_order_of_id()
    {
        using var market = StoredMarket.Small();
        market.Build();
        var before = Subjects(market);
        Assert.Equal(["buyer", "listing", "seller"], before.Select(s => s.Kind).Distinct());
        Assert.All(before.GroupBy(s => s.Kind), kind => Assert.Equal(kind.OrderBy(s => s.Id, StringComparer.Ordinal), kind));
        market.With("reviews.csv", "review_id,listing_id,seller_id,buyer_id,rating,created_at\nr1,a2,a,b,5,2026-06-01\nr2,a1,a,z,5,2026-06-01\n");
        market.Build();
        var after = Subjects(market);
        Assert.Equal(["b", "z", "a1", "a2", "a"], after.Except(before).Select(s => s.Id));
        Assert.All(after.GroupBy(s => s.Kind), kind => Assert.Equal(Enumerable.Range(1, kind.Count()), kind.Select(s => s.No)));
        Assert.Empty(before.Except(after));
    }

    [Fact]
    public void What_is_known_later_changes_no_value_of_an_event()
    {
        using var market = StoredMarket.Revised();
        var before = MarketStreams.All.ToDictionary(s => s.Name, s => market.Rows(s, _ => Values(s)));
        market.Revise(Revision.KnownLast);
        foreach (var stream in MarketStreams.All)
        {
            Assert.Empty(before[stream.Name].Except(market.Rows(stream, _ => Values(stream))).Take(3));
        }
    }

    [Fact]
    public void A_build_that_is_stopped_leaves_the_stream_as_it_was()
    {
        using var market = StoredMarket.Small();
        using var stop = new CancellationTokenSource();
        var store = new BuildStore(market.Warehouse, TimeProvider.System);
        Assert.ThrowsAny<OperationCanceledException>(() => store.Run(s => Cancel(s.Name), stop.Token));
        Assert.Equal(["orders", "reports", "reviews"], market.Warehouse.Table(new Sql("test", "SELECT DISTINCT stream FROM stored_streams ORDER BY ALL")).Select(r => r[0]!));
        Assert.Equal(MarketStreams.All.Skip(3), market.Build().Select(b => b.Stream));

        void Cancel(string stream)
        {
            if (stream == "sessions")
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void Countries_are_coded_as_the_engine_orders_them() => Assert.Equal(CountryCodes.All, EnginesNames("country"));

    [Fact]
    public void Codes_are_in_the_order_of_the_warehouses_types()
    {
        foreach (var (type, stream, field) in (IEnumerable<(string, string, string)>)[
            ("orders_refund_reason", "orders", "reason"), ("reports_reason", "reports", "reason"), ("reports_reporter_kind", "reports", "reporter_kind"),
            ("reports_resolution", "reports", "resolution"), ("sessions_action", "sessions", "action"), ("networks_kind", "sessions", "network_kind"),
            ("payments_kind", "payments", "kind"), ("views_via", "views", "via"), ("outcomes_verdict", "outcomes", "verdict"), ("outcomes_basis", "outcomes", "basis")])
        {
            Assert.Equal(MarketStreams.All.Single(s => s.Name == stream).Find(field)!.Codes, EnginesNames(type));
        }
    }

    private static IEnumerable<string> EnginesNames(string type)
    {
        using var market = new StoredMarket();
        return market.Warehouse.Table(new Sql("test", $"SELECT unnest(enum_range(NULL::{type}))::VARCHAR")).Select(r => r[0]!);
    }

    // Without known_until, which another version of the event's own row may set.
    private static string Values(EventStream stream) =>
        string.Join(", ", stream.Fields.Select(f => Sql.Quote(f.Name)).Prepend("known_from").Prepend("tie").Prepend("\"at\""));

    private static List<(string Kind, int No, string Id)> Subjects(StoredMarket market) =>
        [.. market.Warehouse.Table(new Sql("test", "SELECT kind, no, id FROM subjects ORDER BY kind, no")).Select(r => (r[0]!, int.Parse(r[1]!), r[2]!))];
}
