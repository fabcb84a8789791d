using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Policy;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary><c>assay scan</c>: a decision on every live listing and a risk for every seller.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var json = DataOption.Json();
        var asOf = AsOfOption.Create("Look from this moment; nothing known later counts. The newest moment known by default");
        var command = new Command("scan", "Decide on every listing and every seller. Example: assay scan --as-of 2026-06-30") { json, asOf };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(data.Of(parsed), parsed.GetValue(asOf), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(DataPlace place, string? asOf, bool json, CancellationToken stop)
    {
        return AsOfOption.In(place, "scan", asOf, (warehouse, at) =>
        {
            var summary = ScanWithProgress.Run(warehouse, at, quiet: json, stop);
            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(ScanReport.Json(summary, warehouse)));
            }
            else
            {
                ScanReport.Write(summary, warehouse);
            }
        });
    }
}

/// <summary><c>--as-of T</c>.</summary>
internal static class AsOfOption
{
    public static Option<string?> Create(string description) => new("--as-of") { Description = description, HelpName = "T" };

    /// <summary>Opens a data folder that there is and works in it as of the moment asked for; the exit code.</summary>
    public static int In(DataPlace place, string command, string? asOf, Action<IWarehouse, DateTime> work) =>
        Edge.In(place, command, warehouse => Edge.Said(Read(asOf, warehouse), moment => work(warehouse, moment.At)));

    /// <summary>The moment asked for, or the newest one known.</summary>
    public static Result<Moment> Read(string? text, IWarehouse warehouse)
    {
        if (text is null)
        {
            return ScanMarket.NewestMoment(warehouse) is { } newest
                ? new Moment(newest)
                : new Failure("Nothing was imported yet", "feeds in the warehouse", "Run assay import DIR first");
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new Moment(moment)
            : new Failure($"'{text}' is no moment", "ISO 8601, such as 2026-06-30 or 2026-06-30T12:00:00Z", "Correct --as-of");
    }

    /// <summary>A moment in UTC.</summary>
    internal sealed record Moment(DateTime At);
}
