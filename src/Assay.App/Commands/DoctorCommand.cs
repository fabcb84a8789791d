using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Import;
using Assay.Screening.Images;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay doctor</c>: what is installed, what the data folder holds, what is off and why.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var json = DataOption.Json();
        var command = new Command("doctor", "Say what is installed, what the data folder holds, and what is off and why. Example: assay doctor --data ./demo-data") { json };
        var data = DataOption.AddTo(command);
        command.SetAction(parsed => Run(data.Of(parsed), parsed.GetValue(json)));
        return command;
    }

    private static int Run(DataPlace place, bool json)
    {
        var data = place.Folder;
        var machine = Machine(place.Memory);
        Failure? unusable = null;
        IReadOnlyList<FeedState> feeds = [];
        if (DataFolder.Exists(data))
        {
            var opened = place.Open("doctor");
            unusable = opened.Failure;
            if (opened.Ok)
            {
                using var folder = opened.Value;
                feeds = [.. Contract.Feeds.Select(f => FeedState.Of(folder.Warehouse, f))];
            }
        }

        if (json)
        {
            WriteJson(data, machine, feeds, unusable);
        }
        else
        {
            Write(data, machine, feeds, unusable);
        }

        return unusable is null ? Edge.Done : Edge.Failed;
    }

    private static List<(string What, string Is)> Machine(long? most)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var engine = most ?? new DuckDbOptions(null).MemoryBytes;
        return
        [
            ("assay", Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
            ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("DuckDB", DuckDbDatabase.LibraryVersion),
            ("processors", $"{Environment.ProcessorCount}, {(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "SSE")}"),
            ("images", ImageCodecs.Installed.MissingPackages is { Count: > 0 } missing ? $"some formats are not looked at: install {string.Join(", ", missing)}" : "JPEG, PNG, WebP"),
            ("memory", $"{memory >> 20:N0} MiB, of which the engine uses up to {engine >> 20:N0} before it spills"),
        ];
    }

    private static void Write(string data, List<(string What, string Is)> machine, IReadOnlyList<FeedState> feeds, Failure? unusable)
    {
        foreach (var (what, value) in machine)
        {
            Say.Out.MarkupLine($"{what,-12}{Say.Safe(value)}");
        }

        Say.Out.MarkupLine($"{"data",-12}{Say.Safe(Path.GetFullPath(data))}{Size(data)}");
        if (unusable is not null)
        {
            Say.Out.MarkupLine($"[red]unusable[/]    {Say.Safe(unusable.ToString(), 600)}");
            return;
        }

        if (feeds.Count == 0)
        {
            Say.Out.MarkupLine("            no warehouse yet: run assay import DIR, or assay demo");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("feed").AddColumn(new TableColumn("rows").RightAligned())
            .AddColumn(new TableColumn("former versions").RightAligned()).AddColumn("newest").AddColumn("off without it");
        foreach (var feed in feeds)
        {
            var off = feed.Rows > 0 ? "" : feed.Feed.IsRequired ? "[red]everything: this feed is required[/]" : $"[olive]{Say.Safe(feed.Feed.WithoutIt)}[/]";
            table.AddRow(feed.Feed.Name, Say.Count(feed.Rows), Say.Count(feed.Former), feed.Newest is { } newest ? Moments.ToText(newest) : "", off);
        }

        Say.Out.Write(table);
    }

    private static void WriteJson(string data, List<(string What, string Is)> machine, IReadOnlyList<FeedState> feeds, Failure? unusable) =>
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                machine = machine.ToDictionary(m => m.What, m => m.Is, StringComparer.Ordinal),
                data = Path.GetFullPath(data),
                unusable = unusable?.ToString(),
                feeds = feeds.Select(f => new { feed = f.Feed.Name, rows = f.Rows, former_versions = f.Former, off = f.Rows > 0 ? null : f.Feed.WithoutIt }),
            },
            Indented));

    private static string Size(string data)
    {
        var file = new FileInfo(DataFolder.DatabaseFile(data));
        return file.Exists ? $" ({file.Length >> 20:N0} MiB)" : "";
    }

    private sealed record FeedState(Feed Feed, long Rows, long Former, DateTime? Newest)
    {
        public static FeedState Of(IWarehouse warehouse, Feed feed) => new(
            feed,
            warehouse.Number(new Sql($"rows of {feed.Name}", $"SELECT count(*) FROM {feed.Name}")),
            warehouse.Number(new Sql($"former versions of {feed.Name}", $"SELECT count(*) FROM {feed.Name}_history")),
            warehouse.Moment(new Sql($"newest of {feed.Name}", $"SELECT max(observed_at) FROM {feed.Name} WHERE observed_at > TIMESTAMP '1970-01-01'")));
    }
}
