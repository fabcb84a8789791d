using Assay.Import;
using Assay.Warehouse;
using Xunit;
using static Assay.Tests.Import.Feeds;

namespace Assay.Tests.Import;

public sealed class StopTests
{
    [Fact]
    public void An_import_that_is_stopped_keeps_whole_files_and_nothing_of_the_one_under_way()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/buyers.csv", "buyer_id,registered_at\nb1,2026-01-01\n");
        folder.Write("feeds/orders.csv", OrdersHeader + Orders(1, 5000) + "broken\n");
        using (var data = folder.Open())
        using (var stop = new CancellationTokenSource())
        {
            var import = new ImportFeeds(data, FixedClock.Default);
            Assert.ThrowsAny<OperationCanceledException>(() => import.Run(FindFeeds.In(folder["feeds"], FeedMap.None).Require(), FeedMap.None, Told, stop.Token));
            Assert.Empty(Directory.EnumerateFileSystemEntries(data.Spill));
            Assert.Empty(Directory.EnumerateFileSystemEntries(data.Rejected));

            void Told(ImportStep step)
            {
                if (step.File.Feed.Name == "orders")
                {
                    stop.Cancel();
                }
            }
        }

        Assert.Equal(["1|0|1"], folder.Rows("SELECT (SELECT count(*) FROM buyers), (SELECT count(*) FROM orders), (SELECT count(*) FROM imports)"));
        Assert.Equal(5000, folder.ImportFeeds().Files.Single(f => f.File.Feed.Name == "orders").Imported);
    }

    [Fact]
    public void A_stop_between_two_statements_of_a_file_leaves_nothing_of_it()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/orders.csv", OrdersHeader + Orders(1, 500) + "broken\n");
        using var data = folder.Open();
        using var stop = new CancellationTokenSource();

        // The clock is read between the look at the file and its first statement.
        var import = new ImportFeeds(data, new StoppingClock(stop));
        Assert.ThrowsAny<OperationCanceledException>(() => import.Run(FindFeeds.In(folder["feeds"], FeedMap.None).Require(), FeedMap.None, null, stop.Token));

        Assert.Equal(0, data.Warehouse.Number(new Sql("test", "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM imports)")));
        Assert.Equal("true", data.Warehouse.Word(new Sql("test", "SELECT current_setting('preserve_insertion_order')")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Rejected));
    }

    [Fact]
    public void Tabs_separate_and_quote_as_commas_do()
    {
        using var folder = new TestFolder();
        var outcome = folder.ImportOne("orders.tsv", (OrdersHeader + Order("\"o 1\"") + "\n" + Order("\"o2") + "\n" + Order("o3")).Replace(',', '\t'));
        Assert.Equal((2, 1), (outcome.Imported, outcome.Rejected));
        Assert.Equal(3, outcome.Rejects()[0].Line);
    }

    private sealed class StoppingClock(CancellationTokenSource stop) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            stop.Cancel();
            return FixedClock.Default.GetUtcNow();
        }
    }
}
