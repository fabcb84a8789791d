using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Tracing;
using Assay.Tracing.Maps;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How suspected sources look.</summary>
internal static class SourceReport
{
    private const int MostShown = 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a trace came to.</summary>
    public static void Write(TraceSummary summary, IReadOnlyList<SourceLine> sources, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { summary.AsOf, summary.Currency, Kinds = summary.Sources.Select(s => new { s.Kind, s.Count, Value = Math.Round(s.Value, 2) }), Sources = sources }, Options));
            return;
        }

        WriteKinds(summary);
        WriteList(sources, json: false);
    }

    /// <summary>How many sources of each kind a trace came to.</summary>
    public static void WriteKinds(TraceSummary summary)
    {
        var kinds = string.Join(", ", summary.Sources.Select(s => $"{Say.Count(s.Count)} {s.Kind}"));
        Say.Out.MarkupLine($"[bold]Suspected sources[/] as of {Moments.ToText(summary.AsOf)}: {(kinds.Length > 0 ? kinds : "none")}");
    }

    /// <summary>A list of sources.</summary>
    public static void WriteList(IReadOnlyList<SourceLine> sources, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(sources, Options));
            return;
        }

        if (sources.Count == 0)
        {
            Say.Out.MarkupLine("no suspected sources");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("source", "kind").AddColumn(new TableColumn("score").RightAligned()).AddColumn(new TableColumn("worth").RightAligned())
            .AddColumns("place").AddColumn(new TableColumn("shops").RightAligned()).AddColumns("operators");
        foreach (var source in sources.Take(MostShown))
        {
            table.AddRow(
                Say.Safe(source.Id), source.Kind, $"{source.Score:0.0}", $"{source.Value:N0} {Say.Safe(source.Currency)}", Say.Safe(source.Place, 40), Say.Count(source.Sellers.Count),
                Say.Safe(string.Join(", ", source.Operators), 44));
        }

        Say.Out.Write(table);
        if (sources.Count > MostShown)
        {
            Say.Out.MarkupLine($"{Say.Count(MostShown)} of {Say.Count(sources.Count)} shown: --json has all");
        }
    }

    /// <summary>A map that was written.</summary>
    public static void Write(WrittenMap map) =>
        Say.Out.MarkupLine($"{Say.Count(map.Sources)} sources on {Say.Safe(map.Path)}{(map.Unplaced > 0 ? $"; {Say.Count(map.Unplaced)} have no position" : "")}");

    /// <summary>One source.</summary>
    public static void Write(ExplainedSource explained, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(explained, Options));
            return;
        }

        var source = explained.Source;
        Say.Out.MarkupLine($"[bold]{Say.Safe(source.Id)}[/]: {source.Kind}, score {source.Score:0.0}, {source.Value:N0} {Say.Safe(source.Currency)} of counterfeits {Say.Safe(source.Place)}");
        Say.Out.MarkupLine($"shops behind it: {Say.Safe(string.Join(", ", source.Sellers), 200)}");
        if (source.Operators.Count > 0)
        {
            Say.Out.MarkupLine($"operators: {Say.Safe(string.Join(", ", source.Operators), 200)}");
        }

        foreach (var shop in explained.Trail.GroupBy(t => t.SellerId))
        {
            var steps = shop.Where(s => s.Step >= 0).OrderByDescending(s => s.Step).Select(s => $"{s.From} → {s.To ?? "?"} ({s.Shipment}, {s.ShippedAt:yyyy-MM-dd})").ToList();
            var guessed = shop.Max(s => s.Guessed);
            Say.Out.MarkupLine($"  {Say.Safe(shop.Key)}: {Say.Safe(steps.Count > 0 ? string.Join(", ", steps) : $"parcels from {shop.First().From}", 300)}{(guessed > 0 ? $"; {guessed} of the steps guessed" : "")}");
        }

        if (explained.MoneyPath.Count > 0)
        {
            Say.Out.MarkupLine($"  money: {Say.Safe(string.Join(" → ", explained.MoneyPath), 300)}");
        }

        foreach (var unknown in source.Unknowns)
        {
            Say.Out.MarkupLine($"  not known: {Say.Safe(unknown)}");
        }
    }
}
