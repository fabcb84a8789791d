using Assay.Policy;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>Tells what a scan came to: decisions by action, the worst sellers and why, time a stage.</summary>
internal static class ScanReport
{
    private static readonly Sql ByAction = new("decisions by action", """
        SELECT action, count(*), count(DISTINCT seller_id) FROM decisions GROUP BY action
        ORDER BY list_position(['take_down', 'hold', 'review', 'allow'], action)
        """);

    private static readonly Sql Operators = new("operators", "SELECT count(DISTINCT operator_id), count(*), count(DISTINCT CASE WHEN closed > 0 THEN operator_id END) FROM operators_and_closed()");

    private static readonly Sql Worst = new("worst sellers", """
        SELECT r.seller_id, s.shop_name, format('{:.1f}', r.score), r.action, r.listings, r.listings_flagged,
          r.own[1] ->> '$.sentence', r.own[2] ->> '$.sentence'
        FROM (
          SELECT *, list_filter((reasons::JSON -> '$.reasons')::JSON[], lambda x: NOT starts_with(x ->> '$.code', 'listings_flagged') AND (x ->> '$.weight')::DOUBLE > 0) AS own
          FROM seller_risk
        ) AS r JOIN sellers AS s USING (seller_id)
        WHERE s.closed_at IS NULL AND r.action <> 'none'
        ORDER BY r.margin DESC, r.listings_flagged DESC, r.seller_id LIMIT 10
        """);

    /// <summary>Writes what was found, and how long it took.</summary>
    public static void Write(ScanSummary summary, IWarehouse warehouse)
    {
        WriteFindings(summary, warehouse);
        var took = TimeSpan.FromTicks(summary.Stages.Sum(s => s.Took.Ticks));
        var stages = string.Join(", ", summary.Stages.Select(s => $"{s.Stage} {Say.Took(s.Took)}"));
        Say.Out.MarkupLine($"scanned in {Say.Took(took)}, {Say.Rate(summary.Listings, took, "listings")} ({stages})");
    }

    /// <summary>Writes decisions by action and the worst sellers.</summary>
    public static void WriteFindings(ScanSummary summary, IWarehouse warehouse)
    {
        Say.Out.MarkupLine($"[bold]Decisions[/] on {Say.Count(summary.Listings)} live listings as of {Moments.ToText(summary.AsOf)}");
        Say.Out.Write(Actions(summary, warehouse));
        var operators = warehouse.Table(Operators)[0];
        Say.Out.MarkupLine($"[bold]Operators[/]: {Say.Count(long.Parse(operators[0]!))} behind {Say.Count(long.Parse(operators[1]!))} sellers; {Say.Count(long.Parse(operators[2]!))} of them with a shop that was closed for counterfeits");
        Say.Out.MarkupLine("[bold]The worst sellers still open[/]");
        Say.Out.Write(WorstSellers(warehouse));
    }

    /// <summary>The same for programs.</summary>
    public static object Json(ScanSummary summary, IWarehouse warehouse) => new
    {
        as_of = Moments.ToText(summary.AsOf),
        listings = summary.Listings,
        sellers = summary.Sellers,
        actions = warehouse.Table(ByAction).ToDictionary(r => r[0]!, r => long.Parse(r[1]!), StringComparer.Ordinal),
        seconds = summary.Stages.ToDictionary(s => s.Stage, s => Math.Round(s.Took.TotalSeconds, 3), StringComparer.Ordinal),
    };

    private static Table Actions(ScanSummary summary, IWarehouse warehouse)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("action").AddColumn(new TableColumn("listings").RightAligned())
            .AddColumn(new TableColumn("share").RightAligned()).AddColumn(new TableColumn("sellers").RightAligned());
        foreach (var row in warehouse.Table(ByAction))
        {
            var count = long.Parse(row[1]!);
            var colour = row[0] switch { "take_down" => "red", "hold" => "darkorange", "review" => "olive", _ => "green" };
            table.AddRow($"[{colour}]{row[0]}[/]", Say.Count(count), $"{100.0 * count / Math.Max(1, summary.Listings):0.0} %", Say.Count(long.Parse(row[2]!)));
        }

        return table;
    }

    // Below this width a column of reasons would be a ribbon of single words; assay explain has them.
    private const int WideEnoughForWhy = 110;
    private const int WideEnoughForTwo = 150;

    private static Table WorstSellers(IWarehouse warehouse)
    {
        var width = Say.Out.Profile.Width;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(Whole("seller"), Whole("shop"), Whole("score").RightAligned(), Whole("action"), Whole("flagged").RightAligned());
        if (width >= WideEnoughForWhy)
        {
            table.AddColumn("why");
        }

        foreach (var row in warehouse.Table(Worst))
        {
            string[] cells = [Say.Safe(row[0], 20), Say.Safe(row[1], 18), Say.Safe(row[2]), Say.Safe(row[3]), $"{row[5]}/{row[4]}", Say.Safe(Why(row, width))];
            table.AddRow(cells[..table.Columns.Count]);
        }

        return table;
    }

    private static string Why(string?[] row, int width) => (row[6], row[7]) switch
    {
        (null, _) => "What its listings came to",
        (var first, { } second) when width >= WideEnoughForTwo => $"{first}; {char.ToLowerInvariant(second[0])}{second[1..]}",
        var (first, _) => first,
    };

    private static TableColumn Whole(string name) => new TableColumn(name).NoWrap();
}
