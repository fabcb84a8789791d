using Assay.Import;
using Assay.Market;
using Assay.Policy;
using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Prices;
using Assay.Tracing;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>The demo from a seed to a scanned market, and the summary that it ends with.</summary>
internal sealed class DemoRun(DataFolder folder, string data, MarketOptions options)
{
    private static readonly Sql Parcels = new("parcels", "SELECT count(*) FROM shipments WHERE seller_id IS NOT NULL");

    private readonly List<DemoStage> stages = [];

    public void Run(CancellationToken stop)
    {
        var feeds = Path.Combine(data, "feeds");
        var truth = Path.Combine(data, "truth");
        Remove(feeds);
        Remove(truth);
        var made = Timed("make market", "rows", () => Make(feeds, truth, stop), m => m.Rows);
        var found = FindFeeds.In(feeds, FeedMap.None).Require();
        var imported = Timed("import", "rows", () => ImportWithProgress.Run(folder, found, FeedMap.None, quiet: false, stop), i => i.Files.Sum(f => f.Read));
        if (imported.Files.FirstOrDefault(f => f.Refused is not null) is { } refused)
        {
            throw new FailedException(refused.Refused!);
        }

        Timed("sort", "rows", () => ImportWithProgress.Sort(folder, quiet: false, stop), s => s.Sum(f => f.Rows));
        var asOf = ScanMarket.NewestMoment(folder.Warehouse)!.Value;
        Timed("products", "listings", () => Claim(asOf, stop), c => c.Listings);
        var scanned = Timed("scan", "listings", () => ScanWithProgress.Run(folder.Warehouse, asOf, quiet: false, stop), s => s.Listings);
        var traced = Timed("trace", "parcels", () => new TraceSources(folder.Warehouse).Run(stop).Require(), _ => folder.Warehouse.Number(Parcels));
        Report(made, imported, scanned, traced);
    }

    private ClaimSummary Claim(DateTime asOf, CancellationToken stop)
    {
        const string What = "reading which products listings claim to be";
        if (!Say.HasWatcher)
        {
            Console.Error.WriteLine(What);
            return Look();
        }

        ClaimSummary? claims = null;
        Moving.Columns().Start(context =>
        {
            context.AddTask(What).IsIndeterminate = true;
            claims = Look();
        });
        return claims!;

        ClaimSummary Look()
        {
            var found = new ClaimProducts(folder.Warehouse).Run(asOf, stop);
            new PriceListings(folder.Warehouse).Run(asOf, stop);
            return found;
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private MarketSummary Make(string feeds, string truth, CancellationToken stop)
    {
        var maker = new MakeMarket(options);
        if (!Say.HasWatcher)
        {
            Console.Error.WriteLine($"making a {options.Size.ToString().ToLowerInvariant()} market from seed {options.Seed}");
            return maker.Run(feeds, truth, null, stop);
        }

        MarketSummary? made = null;
        Moving.Columns().Start(context =>
        {
            var bar = context.AddTask("making a market", maxValue: 1);
            made = maker.Run(feeds, truth, p => bar.Value = Math.Max(bar.Value, p.Fraction), stop);
        });
        return made!;
    }

    private void Report(MarketSummary made, ImportSummary imported, ScanSummary scanned, TraceSummary traced)
    {
        var rejected = imported.Files.Sum(f => f.Rejected);
        Say.Out.MarkupLine($"[bold]A sample market[/] from seed {options.Seed}: {Say.Count(made.Sellers)} sellers, {Say.Count(made.Listings)} listings, {Say.Count(made.Events)} events");
        Say.Out.MarkupLine($"imported {Say.Count(imported.Files.Sum(f => f.Read))} rows of {imported.Files.Select(f => f.File.Feed.Name).Distinct().Count()} feeds, {Say.Count(rejected)} rejected");
        Say.Out.WriteLine();
        ScanReport.WriteFindings(scanned, folder.Warehouse);
        SourceReport.WriteKinds(traced);
        Say.Out.Write(Stages());
        Next();
    }

    private Table Stages()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("stage").AddColumn(new TableColumn("time").RightAligned()).AddColumn(new TableColumn("rate").RightAligned());
        foreach (var stage in stages)
        {
            table.AddRow(stage.Name, Say.Took(stage.Took), Say.Rate(stage.Count, stage.Took, stage.Unit));
        }

        return table;
    }

    private void Next()
    {
        var where = $"--data {data}";
        var listing = folder.Warehouse.Word(new Sql("a held listing", "SELECT listing_id FROM decisions d JOIN sellers s USING (seller_id) WHERE d.action = 'hold' AND s.closed_at IS NULL ORDER BY d.margin DESC, listing_id LIMIT 1"));
        var seller = folder.Warehouse.Word(new Sql("the worst seller", "SELECT r.seller_id FROM seller_risk r JOIN sellers s USING (seller_id) WHERE s.closed_at IS NULL ORDER BY r.margin DESC, r.seller_id LIMIT 1"));
        Say.Out.MarkupLine("[bold]What to type next[/]");
        Say.Out.MarkupLine($"  ./assay explain {Say.Safe(listing)} {Say.Safe(where)}   # why this listing is held");
        Say.Out.MarkupLine($"  ./assay explain {Say.Safe(seller)} {Say.Safe(where)}   # the worst seller");
        if (folder.Warehouse.Word(new Sql("the largest operator", "SELECT operator_id FROM operators GROUP BY operator_id ORDER BY count(*) DESC, operator_id LIMIT 1")) is { } largest)
        {
            Say.Out.MarkupLine($"  ./assay operators show {largest} {Say.Safe(where)}   # the shops of one hand, and what ties them");
        }

        Say.Out.MarkupLine($"  ./assay trace {Say.Safe(where)}   # where the fakes come from");
        Say.Out.MarkupLine($"  ./assay sql \"FROM decisions WHERE action = 'hold' LIMIT 5\" {Say.Safe(where)}");
        Say.Out.MarkupLine($"  ./assay export out {Say.Safe(where)}   # all of it as CSV");
        Say.Out.MarkupLine("  ./assay feeds init YOUR-FILES   # start on your own market");
    }

    private T Timed<T>(string name, string unit, Func<T> work, Func<T, long> count)
    {
        var began = TimeProvider.System.GetTimestamp();
        var result = work();
        stages.Add(new DemoStage(name, count(result), unit, TimeProvider.System.GetElapsedTime(began)));
        return result;
    }

    private sealed record DemoStage(string Name, long Count, string Unit, TimeSpan Took);
}
