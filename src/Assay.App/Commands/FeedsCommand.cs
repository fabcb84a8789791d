using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Import;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay feeds init FILE…</c> and <c>assay feeds list [FEED]</c>.</summary>
internal static class FeedsCommand
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create() => new("feeds", "The data contract: what feeds hold, and how your own names map to it") { Init(), List() };

    private static Command Init()
    {
        var files = new Argument<string[]>("file") { Description = "Your files: CSV with any delimiter, TSV, JSON lines, Parquet", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string?>("--out") { Description = "Write the draft to a file that is not there yet, instead of printing it", HelpName = "FILE" };
        var command = new Command("init", "Draft a map from your files' names and values. Example: assay feeds init export/*.csv --out map.yaml") { files, to };
        command.SetAction((parsed, _) => Task.FromResult(Draft(parsed.GetValue(files)!, parsed.GetValue(to))));
        return command;
    }

    private static Command List()
    {
        var feed = new Argument<string?>("feed") { Description = "A feed, to list its columns; all feeds without", Arity = ArgumentArity.ZeroOrOne };
        var json = DataOption.Json();
        var command = new Command("list", "Print the contract. Example: assay feeds list orders") { feed, json };
        command.SetAction((parsed, _) => Task.FromResult(Print(parsed.GetValue(feed), parsed.GetValue(json))));
        return command;
    }

    private static int Draft(string[] files, string? to)
    {
        if (to is not null && File.Exists(to))
        {
            return Edge.Fail(new Failure($"{to} is there already", "a file that is not", "Name another with --out, or remove it"));
        }

        var draft = DraftMap.Run(files);
        if (!draft.Ok)
        {
            return Edge.Fail(draft.Failure);
        }

        if (to is null)
        {
            Console.Out.Write(draft.Value);
            return Edge.Done;
        }

        using (var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(draft.Value));
        }

        var doubts = draft.Value.Split('\n').Count(l => l.Contains("# ?", StringComparison.Ordinal) || l.Contains("# Missing:", StringComparison.Ordinal));
        Say.Out.MarkupLine($"drafted {Say.Safe(to)}: {Say.Count(doubts)} lines want a look. Then: assay import DIR --map {Say.Safe(to)}");
        return Edge.Done;
    }

    private static int Print(string? name, bool json)
    {
        if (name is null)
        {
            PrintFeeds(json);
            return Edge.Done;
        }

        if (Contract.Find(name) is not { } feed)
        {
            var names = Contract.Feeds.Select(f => f.Name).ToList();
            return Edge.Fail(new Failure($"'{name}' is no feed", NearestName.Of(name, names) is { } near ? $"'{near}' perhaps" : $"one of {string.Join(", ", names)}", "Type: assay feeds list"));
        }

        PrintColumns(feed, json);
        return Edge.Done;
    }

    private static void PrintFeeds(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Feeds = Contract.Feeds.Select(Described) }, Options));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("feed", "key", "without it");
        foreach (var feed in Contract.Feeds)
        {
            table.AddRow(Say.Safe(feed.Name), Say.Safe(string.Join(", ", feed.Key)), feed.IsRequired ? "nothing works: it is required" : Say.Safe($"off: {feed.WithoutIt}"));
        }

        Say.Out.Write(table);
        Say.Out.MarkupLine("One feed's columns: assay feeds list FEED");
    }

    private static void PrintColumns(Feed feed, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(Described(feed), Options));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("column", "", "holds");
        foreach (var column in feed.Columns.Append(Contract.ObservedAt))
        {
            table.AddRow(Say.Safe(column.Name), column.IsOptional ? "" : "required", Say.Safe(column.Expected));
        }

        Say.Out.Write(table);
        Say.Out.MarkupLine($"A row of {Say.Safe(feed.Name)} is known by {Say.Safe(string.Join(", ", feed.Key))}{(feed.KeyElse.Count > 0 ? $", or by {Say.Safe(string.Join(", ", feed.KeyElse))}" : "")}.");
    }

    private static object Described(Feed feed) => new
    {
        Feed = feed.Name,
        feed.Key,
        Required = feed.IsRequired,
        feed.WithoutIt,
        Columns = feed.Columns.Append(Contract.ObservedAt).Select(c => new { c.Name, Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(c.Kind.ToString()), Required = !c.IsOptional, Holds = c.Expected, c.Choices }),
    };
}
