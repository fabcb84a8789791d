using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Disclosure;
using Assay.Policy;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay export DIR</c>: decisions and seller risks as files.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("dir") { Description = "The folder to write to; it is made where it is missing" };
        var json = DataOption.Json();
        var asOf = AsOfOption.Create("Export what a scan as of this moment decides; the latest scan's decisions by default");
        var format = ChoiceOption.Of<ExportFormat>("--format", "What the files are");
        var command = new Command("export", "Write decisions and seller risks as files. Example: assay export ./out --format parquet") { target, json, asOf, format };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(target)!, data.Of(parsed), parsed.GetValue(asOf), ChoiceOption.Read<ExportFormat>(parsed.GetValue(format)!), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(string target, DataPlace place, string? asOf, ExportFormat format, bool json, CancellationToken stop)
    {
        var opened = place.OpenExisting("export");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        using var stopping = folder.Warehouse.StopOn(stop);
        var written = asOf is null ? new ExportTables(folder.Warehouse).Run(target, format) : AsOf(folder, target, asOf, format, stop);
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
    private static IReadOnlyList<ExportedTable> AsOf(Assay.Warehouse.DataFolder folder, string target, string asOf, ExportFormat format, CancellationToken stop)
    {
        var moment = AsOfOption.Read(asOf, folder.Warehouse).Require();
        var scan = new ScanMarket(folder.Warehouse, TimeProvider.System);
        scan.Prepare(null, stop);
        using var transaction = folder.Warehouse.Begin();
        scan.Decide(moment.At, null, stop);
        return new ExportTables(folder.Warehouse).Run(target, format);
    }
}
