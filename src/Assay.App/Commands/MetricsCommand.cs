using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;
using Assay.Metrics.Trials;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay metrics list|show|validate|test</c>: the catalogue of metrics, and files of one's own that are added to it.</summary>
internal static class MetricsCommand
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create() => new("metrics", "The catalogue of metrics: what is measured, how, and why") { List(), Show(), Validate(), Test() };

    private static Command List()
    {
        var json = DataOption.Json();
        var markdown = new Option<bool>("--markdown") { Description = "Print it as docs/metrics.md has it" };
        var streams = new Option<bool>("--streams") { Description = "Print the streams and fields that definitions may use" };
        var subject = new Option<string?>("--subject") { Description = "Only this subject's: seller, listing, buyer", HelpName = "SUBJECT" };
        var family = new Option<string?>("--family") { Description = "Only this family's", HelpName = "FAMILY" };
        var more = More();
        var command = new Command("list", "Print the metrics. Example: assay metrics list --subject seller") { more, subject, family, streams, markdown, json };
        command.SetAction(parsed => With(parsed.GetValue(more)!, reading =>
        {
            if (parsed.GetValue(markdown))
            {
                Console.Out.Write(DescribeCatalogue.Run(reading.Catalogue));
            }
            else if (parsed.GetValue(streams))
            {
                CatalogueReport.Streams(parsed.GetValue(json));
            }
            else
            {
                var wanted = Wanted(reading.Catalogue, parsed.GetValue(subject), parsed.GetValue(family));
                return Printed(wanted, parsed.GetValue(json), parsed.GetValue(subject) ?? parsed.GetValue(family));
            }

            return Edge.Done;
        }));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "A definition, seller.orders, or a metric, seller.orders_30d" };
        var json = DataOption.Json();
        var more = More("--with");
        var sql = new Option<bool>("--sql") { Description = "Print the SQL that computes it from the stored events, plainly and slowly" };
        var command = new Command("show", "Say what a metric is. Example: assay metrics show seller.orders") { id, more, sql, json };
        command.SetAction(parsed => With(parsed.GetValue(more) ?? [], reading =>
        {
            var name = parsed.GetValue(id)!;
            var found = reading.Catalogue.Find(name)
                ?? reading.Catalogue.Definitions.FirstOrDefault(d => Catalogue.Metrics(d).Any(m => m.Id == name));
            return found is null ? Edge.Fail(Unknown(name, reading.Catalogue))
                : parsed.GetValue(sql) ? ShownAsSql(reading.Catalogue, Catalogue.Metrics(found).Where(m => m.Id == name || found.Id == name))
                : Shown(found, parsed.GetValue(json));
        }));
        return command;
    }

    private static Command Validate()
    {
        var more = More();
        var command = new Command("validate", "Check files of metrics, together with those that come with Assay. Example: assay metrics validate mine.yaml") { more };
        command.SetAction(parsed => With(parsed.GetValue(more)!, reading =>
        {
            Say.Out.MarkupLine($"{Say.Count(reading.Catalogue.Definitions.Count)} definitions, {Say.Count(reading.Catalogue.Subjects.Sum(s => reading.Catalogue.Of(s).Count))} metrics, {Say.Count(reading.Trials.Count)} tests: all well");
            return Edge.Done;
        }));
        return command;
    }

    private static Command Test()
    {
        var more = More();
        var command = new Command("test", "Run the tests that stand beside definitions. Example: assay metrics test mine.yaml") { more };
        command.SetAction(parsed => With(parsed.GetValue(more)!, reading =>
        {
            var results = RunTrials.Run(reading.Catalogue, reading.Trials);
            foreach (var result in results.Where(r => !r.Passed))
            {
                Console.Error.WriteLine($"{result.Trial.Where}: {result.Trial.Name}: {string.Join("; ", result.Wrong)}");
            }

            var failed = results.Count(r => !r.Passed);
            Console.WriteLine($"{results.Count - failed} passed, {failed} failed");
            return failed == 0 ? Edge.Done : Edge.Failed;
        }));
        return command;
    }

    private static Argument<string[]> More() => new("file") { Description = "Files or folders of your own metrics", Arity = ArgumentArity.ZeroOrMore };

    private static Option<string[]> More(string name) => new(name) { Description = "Files or folders of your own metrics", HelpName = "FILE" };

    private static int With(string[] more, Func<CatalogueReading, int> use)
    {
        var read = MarketCatalogue.Load(more);
        if (!read.Ok)
        {
            return Edge.Fail(read.Failure);
        }

        foreach (var problem in read.Value.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        return read.Value.Problems.Count == 0
            ? use(read.Value)
            : Edge.Fail(new Failure($"{Say.Count(read.Value.Problems.Count)} problems stand above", "", "docs/metric-language.md says what a definition may hold"));
    }

    private static List<Metric> Wanted(Catalogue catalogue, string? subject, string? family) =>
    [
        .. catalogue.Subjects.Where(s => subject is null || s == subject).SelectMany(catalogue.Of).Where(m => family is null || m.Definition.Family == family),
    ];

    private static int Printed(List<Metric> metrics, bool json, string? wanted)
    {
        if (metrics.Count == 0)
        {
            return Edge.Fail(new Failure($"There are no metrics of '{wanted}'", "a subject or family that has some", "Type: assay metrics list"));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(metrics.Select(CatalogueReport.Json), Options));
        }
        else
        {
            CatalogueReport.Table(metrics);
        }

        return Edge.Done;
    }

    private static int Shown(MetricDefinition definition, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(Catalogue.Metrics(definition).Select(CatalogueReport.Json), Options));
        }
        else
        {
            CatalogueReport.Write(definition);
        }

        return Edge.Done;
    }

    // As of now, so that a statement runs as it stands; who asks about another moment writes that one.
    private static int ShownAsSql(Catalogue catalogue, IEnumerable<Metric> metrics)
    {
        var statements = new MetricSql(catalogue, "epoch_us(current_timestamp)");
        foreach (var metric in metrics)
        {
            if (statements.Of(metric) is not { } statement)
            {
                return Edge.Fail(new Failure($"{metric.Id} is computed from other subjects' values and not from events", "a metric of events", $"Print the SQL of {metric.Definition.From}"));
            }

            Console.WriteLine($"-- {metric.Id}: {DescribeCatalogue.Formula(metric.Definition)}\n{statement};");
        }

        return Edge.Done;
    }

    private static Failure Unknown(string name, Catalogue catalogue) => new(
        $"'{name}' is no metric",
        Import.NearestName.Of(name, catalogue.Definitions.Select(d => d.Id).Concat(catalogue.Subjects.SelectMany(catalogue.Of).Select(m => m.Id))) is { } near ? $"'{near}' perhaps" : "a name such as seller.orders",
        "Type: assay metrics list");
}
