using Assay.Import;
using Assay.Warehouse;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Import;

public sealed class SortEventsTests
{
    private const string Header = "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at,observed_at\n";

    private static readonly Feed Orders = Contract.Find("orders")!;

    [Fact]
    public void After_any_imports_and_sorts_the_ordered_events_are_the_whole_table_in_order() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Fact]
    public void A_tail_of_up_to_a_quarter_is_left_and_a_longer_one_is_merged_in()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        Import(data, folder, 0, 1000);
        Assert.Equal((Orders, 1000L), Sort(data));
        Import(data, folder, 1000, 250);
        Assert.Null(Sort(data));
        Assert.Equal(1, OrderedEvents.Of(data.Warehouse, Orders).SortedRun);
        Import(data, folder, 1250, 1);
        Assert.Equal((Orders, 1251L), Sort(data));
        Assert.Equal(3, OrderedEvents.Of(data.Warehouse, Orders).SortedRun);
        Assert.Null(Sort(data));
    }

    [Fact]
    public void Events_without_a_subject_come_last()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        var path = folder.Write("reports.csv", "report_id,seller_id,reporter_id,reporter_kind,reason,created_at\nr1,,u,consumer,other,2026-01-01T00:00:00Z\nr2,s9,u,consumer,other,2026-01-01T00:00:00Z\n");
        new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.Named(Contract.Find("reports")!, [path]).Require(), FeedMap.None, null, TestContext.Current.CancellationToken);
        new SortEvents(data.Warehouse, TimeProvider.System).Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(["r2", "r1"], Stored(data, Contract.Find("reports")!, "report_id"));
    }

    [Fact]
    public void A_sort_that_fails_leaves_table_and_sorted_run_as_they_were()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        Import(data, folder, 0, 300);
        var before = Lines(data, new Sql("test", "SELECT * FROM orders"));
        data.Warehouse.Run(new Sql("test", "ALTER TABLE sorted_runs RENAME TO away"));
        var events = new OrderedEvents(Orders, 0);
        Assert.Throws<WarehouseException>(() => new SortEvents(data.Warehouse, TimeProvider.System).Rewrite(events));
        Assert.Equal(before, Lines(data, new Sql("test", "SELECT * FROM orders")));
        Assert.Equal(0, data.Warehouse.Number(new Sql("test", "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'orders_sorted'")));
    }

    [Fact]
    public void A_stream_in_stored_order_is_refused_while_orders_are_not_kept()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        Import(data, folder, 0, 10);
        Sort(data);
        using (new AnyOrder(data.Warehouse))
        {
            var refused = Assert.Throws<WarehouseException>(() => Stored(data, Orders, "order_id"));
            Assert.Contains("a file is being imported", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(10, Stored(data, Orders, "order_id").Count);
    }

    // A file holds fresh orders, older and newer versions of orders that stand, and rows that stand word for word.
    private static void Holds(int seed)
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        var random = new Random(seed);
        for (var step = 0; step < 5; step++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 3000)).Select(_ => Row(random.Next(6_000), random.Next(3)));
            var path = folder.Write($"orders-{step}.csv", Header + string.Concat(rows));
            var outcome = new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.Named(Orders, [path]).Require(), FeedMap.None, null, TestContext.Current.CancellationToken).Files[0];
            Assert.Equal(0, outcome.Rejected);
            if (random.Next(2) == 0)
            {
                new SortEvents(data.Warehouse, TimeProvider.System).Run(null, TestContext.Current.CancellationToken);
            }

            if (random.Next(2) == 0)
            {
                data.Warehouse.Run(new Sql("test", "CHECKPOINT"));
            }

            var events = OrderedEvents.Of(data.Warehouse, Orders);
            var whole = Lines(data, new Sql("test", $"SELECT * FROM orders ORDER BY {events.Order}"));
            Assert.Equal(whole, Merge(Lines(data, events.Sorted("*")), Lines(data, events.Tail("*")), whole));
        }
    }

    // Merges two lists that keep the order of a third, which holds both.
    private static IEnumerable<string> Merge(List<string> sorted, List<string> tail, List<string> whole)
    {
        Assert.Equal(whole.Count, sorted.Count + tail.Count);
        var (left, right) = (0, 0);
        foreach (var line in whole)
        {
            yield return left < sorted.Count && sorted[left] == line ? sorted[left++] : right < tail.Count ? tail[right++] : "a row too few";
        }
    }

    private static List<string> Lines(DataFolder data, Sql sql) => [.. data.Warehouse.Table(sql).Select(r => string.Join('|', r))];

    private static List<string?> Stored(DataFolder data, Feed feed, string column) =>
        [.. data.Warehouse.Table(OrderedEvents.Of(data.Warehouse, feed).Sorted(column)).Select(r => r[0])];

    private static (Feed Feed, long Rows)? Sort(DataFolder data) =>
        new SortEvents(data.Warehouse, TimeProvider.System).Run(null, TestContext.Current.CancellationToken) is [var one] ? (one.Feed, one.Rows) : null;

    private static void Import(DataFolder data, TestFolder folder, int first, int count)
    {
        var path = folder.Write("orders.csv", Header + string.Concat(Enumerable.Range(first, count).Select(i => Row(i, 0))));
        var outcome = new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.Named(Orders, [path]).Require(), FeedMap.None, null, TestContext.Current.CancellationToken).Files[0];
        Assert.Equal(count, outcome.Imported);
    }

    // The version also moves the order to another seller now and then, and in time.
    private static string Row(int order, int version) =>
        $"o{order},l{order % 7},s{((order * 31) + (version / 2)) % 17},b1,1,{order % 90}.5,EUR,2026-0{1 + (order % 5)}-1{order % 9}T00:00:00Z,2026-06-0{1 + version}T00:00:0{order % 10}Z\n";
}
