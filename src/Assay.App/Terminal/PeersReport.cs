using System.Globalization;
using Assay.Metrics;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>Shows metrics beside those of the subject's peers.</summary>
internal static class PeersReport
{
    /// <summary>A metric for JSON; what nobody knows is left out.</summary>
    public static object Json(ExplainedMetric it) => new
    {
        id = it.Id,
        sentence = it.Sentence,
        unit = it.Unit.Length > 0 ? it.Unit : null,
        value = it.Word ?? (object?)Known(it.Value),
        peers = it.Peers is { } p ? new { count = p.Count, low = p.Low, median = p.Median, high = p.High } : null,
        share_below = Known(it.Share),
    };

    /// <summary>A line a metric.</summary>
    public static void Write(ExplainedMetrics them)
    {
        var among = them.Among.Count == 0 ? $"all {them.Subject}s" : $"{them.Subject}s of the same {string.Join(" and ", them.Among)}";
        Say.Out.MarkupLine($"\nbeside {among}, as they stood at {Moments.ToText(them.AsOf.Date)}:");
        var table = new Table().Border(TableBorder.Simple).AddColumn("metric").AddColumn(Right("value")).AddColumn(Right("lowest tenth")).AddColumn(Right("median"))
            .AddColumn(Right("highest tenth")).AddColumn(Right("lower peers")).AddColumn("what it is");
        foreach (var it in them.Metrics)
        {
            table.AddRow(
                Say.Safe(it.Column), $"[bold]{(it.Word is { } word ? Say.Safe(word) : Number(it.Value))}[/]", Number(it.Peers?.Low), Number(it.Peers?.Median), Number(it.Peers?.High),
                double.IsNaN(it.Share) ? "" : it.Share.ToString("0.0 %", CultureInfo.InvariantCulture), Say.Safe(it.Unit.Length > 0 ? $"{it.Sentence} ({it.Unit})" : it.Sentence, 300));
        }

        Say.Out.Write(table);
        if (them.Others > 0)
        {
            Say.Out.MarkupLine($"{Say.Count(them.Others)} more have that in their names: say more of it");
        }
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static string Number(double? value) =>
        value is not { } known || double.IsNaN(known) ? "–" : Math.Abs(known) >= 1000 ? known.ToString("#,0", CultureInfo.InvariantCulture) : known.ToString("0.###", CultureInfo.InvariantCulture);
}
