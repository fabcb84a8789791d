using Assay.Metrics;
using Assay.Metrics.Definitions;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>The catalogue as a terminal and as JSON show it.</summary>
internal static class CatalogueReport
{
    /// <summary>A metric for JSON.</summary>
    public static object Json(Metric metric)
    {
        var d = metric.Definition;
        return new
        {
            metric.Id,
            Definition = d.Id,
            d.Subject,
            d.Family,
            d.Unit,
            d.Sentence,
            d.Why,
            Window = metric.Window.ToString(),
            Formula = DescribeCatalogue.Formula(d),
            Feeds = d.Stream?.Feeds ?? [],
        };
    }

    /// <summary>A line a definition, by family.</summary>
    public static void Table(IReadOnlyList<Metric> metrics)
    {
        foreach (var family in metrics.GroupBy(m => m.Definition.Family).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var table = new Table().Border(TableBorder.None).AddColumns("definition", "windows", "unit", "what it is");
            foreach (var definition in family.GroupBy(m => m.Definition))
            {
                table.AddRow(Say.Safe(definition.Key.Id), Say.Safe(string.Join(' ', definition.Select(m => m.Window))), Say.Safe(definition.Key.Unit), Say.Safe(definition.Key.Sentence));
            }

            Say.Out.MarkupLine($"\n[bold]{Say.Safe(family.Key)}[/]");
            Say.Out.Write(table);
        }

        Say.Out.MarkupLine($"\n{Say.Count(metrics.Count)} metrics of {Say.Count(metrics.Select(m => m.Definition.Id).Distinct().Count())} definitions");
    }

    /// <summary>All about one definition.</summary>
    public static void Write(MetricDefinition d)
    {
        var rows = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string text) => rows.AddRow(name, Say.Safe(text, 2000));
        Row("definition", d.Id);
        Row("family", d.Family);
        Row("what it is", d.Sentence);
        Row("why", d.Why);
        Row("computed as", DescribeCatalogue.Formula(d));
        Row("unit", d.Unit);
        Row("metrics", string.Join(", ", Catalogue.Metrics(d).Select(m => m.Id)));
        Row("from feeds", d.Stream is null ? "other metrics" : string.Join(", ", d.Stream.Feeds));
        Row("written at", d.At);
        Say.Out.Write(rows);
    }

    /// <summary>The streams and fields that definitions may use.</summary>
    public static void Streams(bool json)
    {
        if (json)
        {
            Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(MarketStreams.All.Select(s => new
            {
                stream = s.Name,
                subjects = s.Subjects,
                fields = s.Named.Select(f => new { name = f.Name, kind = f.Kind.ToString().ToLowerInvariant(), unit = f.Unit, codes = f.Codes }),
            })));
            return;
        }

        foreach (var stream in MarketStreams.All)
        {
            Say.Out.MarkupLine($"[bold]{Say.Safe(stream.Name)}[/] of {Say.Safe(string.Join(", ", stream.Subjects))}");
            foreach (var field in stream.Named)
            {
                var values = field.Kind == FieldKind.Code ? field.Codes.Count > 12 ? $"{field.Codes.Count} values" : string.Join(", ", field.Codes) : field.Unit;
                Say.Out.MarkupLine($"  {Say.Safe(field.Name),-20} {field.Kind.ToString().ToLowerInvariant(),-7} {Say.Safe(values)}");
            }
        }
    }
}
