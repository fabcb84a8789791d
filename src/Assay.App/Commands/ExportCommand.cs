using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Disclosure;
using Assay.Policy;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay export DIR</c>: decisions, seller risks and metrics as files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("dir") { Description = "The folder to write to; it is made where it is missing" };
        var json = DataOption.Json();
        var asOf = AsOfOption.Create("Export what a scan as of this moment decides; the latest scan's decisions by default");
        var format = ChoiceOption.Of<ExportFormat>("--format", "What the files are");
        var noMetrics = new Option<bool>("--no-metrics") { Description = "Leave the metrics of sellers, listings and buyers out" };
        var command = new Command("export", "Write decisions, seller risks and metrics as files. Example: assay export ./out --format parquet") { target, json, asOf, format, noMetrics };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(target)!, data.Of(parsed), parsed.GetValue(asOf), ChoiceOption.Read<ExportFormat>(parsed.GetValue(format)!), !parsed.GetValue(noMetrics), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(string target, DataPlace place, string? asOf, ExportFormat format, bool withMetrics, bool json, CancellationToken stop)
    {
        var opened = place.OpenExisting("export");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        using var stopping = folder.Warehouse.StopOn(stop);
        var moment = asOf is null ? (DateTime?)null : AsOfOption.Read(asOf, folder.Warehouse).Require().At;
        var written = moment is { } past ? AsOf(folder.Warehouse, target, past, format, stop) : new ExportTables(folder.Warehouse).Run(target, format);
        written = withMetrics ? [.. written, .. Metrics(folder.Warehouse, target, moment, format, stop)] : written;
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(written.Select(w => new { name = w.Name, path = w.Path, rows = w.Rows })));
            return Edge.Done;
        }

        foreach (var table in written)
        {
            Say.Out.MarkupLine($"{Say.Count(table.Rows)} rows to {Say.Safe(table.Path)}");
        }

        return Edge.Done;
    }

    // The scan of a past moment is rolled back: the latest decisions stay as they are.
    private static IReadOnlyList<ExportedTable> AsOf(IWarehouse warehouse, string target, DateTime moment, ExportFormat format, CancellationToken stop)
    {
        var scan = new ScanMarket(warehouse, TimeProvider.System);
        scan.Prepare(null, stop);
        using var transaction = warehouse.Begin();
        scan.Decide(moment, null, stop);
        return new ExportTables(warehouse).Run(target, format);
    }

    // Without a moment the metrics are of the one that the kept decisions look from, else of the newest; nothing imported has none.
    private static IReadOnlyList<ExportedTable> Metrics(IWarehouse warehouse, string target, DateTime? asOf, ExportFormat format, CancellationToken stop)
    {
        if ((asOf ?? ScanMarket.DecidedAsOf(warehouse) ?? ScanMarket.NewestMoment(warehouse)) is not { } moment)
        {
            return [];
        }

        new ScanMarket(warehouse, TimeProvider.System).Prepare(null, stop);
        return new ExportTables(warehouse).RunMetrics(target, moment, format, stop);
    }
}
