using System.CommandLine;
using Assay.App.Terminal;
using Assay.Market;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary><c>assay demo</c>: makes a sample market, imports it, scans it, and says what to type next.</summary>
internal static class DemoCommand
{
    // What a demo folder may hold: its own making and nothing else.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "feeds", "truth", "rejected", "spill", "log", "alerts", "api-key", "owner", "owner.lock", "owner.sock", "assay.duckdb", "assay.duckdb.wal", Marker,
    };

    private const string Marker = "made-by-assay-demo";

    public static Command Create()
    {
        var size = ChoiceOption.Of<MarketSize>("--size", "5,000, 100,000, 1 million or 10 million listings");
        var seed = ChoiceOption.Whole("--seed", "Another seed makes another market", 1);
        var command = new Command("demo", "Make a sample market, import it, scan it, and show what comes out. Example: assay demo --size medium --seed 7") { size, seed };
        var data = DataOption.AddTo(command, "demo-data");
        command.SetAction((parsed, stop) => Task.FromResult(
            Run(new MarketOptions(ChoiceOption.Read<MarketSize>(parsed.GetValue(size)!), parsed.GetValue(seed)), data.Of(parsed), stop)));
        return command;
    }

    private static int Run(MarketOptions options, DataPlace place, CancellationToken stop)
    {
        var data = place.Folder;
        var clear = MayUse(data);
        if (clear is not null)
        {
            return Edge.Fail(clear);
        }

        var opened = DataFolder.Renew(data, "demo", TimeProvider.System, place.Memory, DataPlace.Told);
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        File.WriteAllText(Path.Combine(data, Marker), "assay demo made this folder and may replace what is in it.\n");
        var demo = new DemoRun(folder, data, options);
        demo.Run(stop);
        return Edge.Done;
    }

    private static Failure? MayUse(string data)
    {
        if (File.Exists(data))
        {
            return new Failure($"{data} is a file", "a folder", "Name another with --data");
        }

        if (!Directory.Exists(data))
        {
            return null;
        }

        var names = Directory.EnumerateFileSystemEntries(data).Select(e => Path.GetFileName(e)!).ToList();
        var stranger = names.FirstOrDefault(n => !Ours.Contains(n));
        if (stranger is null && (names.Count == 0 || names.Contains(Marker, StringComparer.Ordinal)))
        {
            return null;
        }

        return new Failure(
            $"{data} holds {(stranger is null ? "a warehouse" : $"'{stranger}'")}, which no demo made",
            "an empty folder, or one that a demo made",
            "Name another with --data");
    }
}
