using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Metrics;
using Assay.Policy;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>Shows why: to people inside with every weight, to a seller with the facts alone.</summary>
internal static class ExplanationReport
{
    /// <summary>Plain characters stay readable.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Write(Explanation it, bool toSeller)
    {
        if (toSeller)
        {
            WriteToSeller(it);
            return;
        }

        Say.Out.MarkupLine($"[bold]{it.Kind} {Say.Safe(it.Id)}[/]: [bold]{it.Action}[/], score {Number(it.Score, 1)} (probability {Number(it.Probability, 3)}) as of {it.AsOf}");
        foreach (var (name, value) in it.About)
        {
            Say.Out.MarkupLine($"  {name}: {Say.Safe(value)}");
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("log-odds").RightAligned()).AddColumn("reason").AddColumn("signal");
        table.AddRow(Signed(it.Base), "before any evidence", "base");
        foreach (var reason in it.Reasons)
        {
            table.AddRow(Signed(reason.Weight), Say.Safe(reason.Sentence), Say.Safe(reason.Code));
        }

        if (it.Rest != 0)
        {
            table.AddRow(Signed(it.Rest), "weaker reasons together", "rest");
        }

        table.AddRow($"[bold]{Signed(it.Margin)}[/]", "[bold]margin[/]: probability = 1 / (1 + exp(−margin))", "");
        Say.Out.Write(table);
        if (it.Rule.Length > 0)
        {
            Say.Out.MarkupLine($"rule: {Say.Safe(it.Rule)}");
        }
    }

    public static object Json(Explanation it, bool toSeller, ExplainedMetrics? metrics) => toSeller
        ? new { kind = it.Kind, id = it.Id, action = it.Action, facts = Facts(it), remedy = ExplainSubject.Remedy }
        : new
        {
            kind = it.Kind,
            id = it.Id,
            seller_id = it.SellerId,
            action = it.Action,
            score = it.Score,
            probability = it.Probability,
            margin = it.Margin,
            @base = it.Base,
            reasons = it.Reasons.Select(r => new { code = r.Code, sentence = r.Sentence, value = r.Value, peers = r.Peers, weight = r.Weight }),
            rest = it.Rest,
            rule = it.Rule,
            as_of = it.AsOf,
            peers_among = metrics?.Among,
            metrics = metrics?.Metrics.Select(PeersReport.Json),
        };

    private static void WriteToSeller(Explanation it)
    {
        Say.Out.MarkupLine($"{it.Kind} {Say.Safe(it.Id)}: {it.Action}");
        foreach (var fact in Facts(it))
        {
            Say.Out.MarkupLine($"  - {Say.Safe(fact)}");
        }

        Say.Out.MarkupLine(ExplainSubject.Remedy);
    }

    private static IEnumerable<string> Facts(Explanation it) => it.Reasons.Where(r => r is { Weight: > 0, ToSeller: not null }).Select(r => r.ToSeller!);

    private static string Signed(decimal value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static string Number(decimal value, int places) => Math.Round(value, places).ToString(CultureInfo.InvariantCulture);
}
