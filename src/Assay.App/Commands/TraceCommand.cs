using System.CommandLine;
using Assay.App.Terminal;
using Assay.Tracing;
using Assay.Tracing.Maps;

namespace Assay.App.Commands;

/// <summary><c>assay trace</c>: from flagged shops back along shipments and payments, to where the fakes come from and who is paid.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var json = DataOption.Json();
        var command = new Command("trace", "Follow flagged goods and money back to their sources, as of the latest scan. Example: assay trace") { Seek(), Why(), Map(), json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Edge.In(data.Of(parsed), "trace", warehouse => Edge.Said(
            new TraceSources(warehouse).Run(stop), summary => SourceReport.Write(summary, new ShowSources(warehouse).List(null, null, null).Require(), parsed.GetValue(json))))));
        return command;
    }

    private static Command Seek()
    {
        var seller = new Option<string?>("--seller") { Description = "Those behind this seller", HelpName = "ID" };
        var operatorId = new Option<string?>("--operator") { Description = "Those behind this operator", HelpName = "ID" };
        var brand = new Option<string?>("--brand") { Description = "Those of goods of this brand", HelpName = "ID" };
        var json = DataOption.Json();
        var command = new Command("list", "Suspected sources, those of most weight first. Example: assay trace list --operator k3f2a9c01d7be") { seller, operatorId, brand, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "trace list", warehouse => Edge.Said(
            new ShowSources(warehouse).List(parsed.GetValue(seller), parsed.GetValue(operatorId), parsed.GetValue(brand)), sources => SourceReport.WriteList(sources, parsed.GetValue(json))))));
        return command;
    }

    private static Command Why()
    {
        var id = new Argument<string>("source") { Description = "A source's id" };
        var json = DataOption.Json();
        var command = new Command("why", "How goods or money came from a source to the shops, and what is not known. Example: assay trace why t3dk20x7h4qmb") { id, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "trace why", warehouse => Edge.Said(
            new ShowSources(warehouse).Run(parsed.GetValue(id)!), source => SourceReport.Write(source, parsed.GetValue(json))))));
        return command;
    }

    private static Command Map()
    {
        var to = new Option<string>("--out") { Description = "The file: a page that opens offline, or GeoJSON where it ends in .geojson", HelpName = "FILE", DefaultValueFactory = _ => "map.html" };
        var command = new Command("map", "Put the sources on a map. Example: assay trace map --out sources.geojson") { to };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "trace map", warehouse => Edge.Said(
            new MapSources(warehouse).Run(parsed.GetValue(to)!), SourceReport.Write))));
        return command;
    }
}
