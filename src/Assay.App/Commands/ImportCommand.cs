using System.CommandLine;
using Assay.App.Terminal;
using Assay.Import;

namespace Assay.App.Commands;

/// <summary><c>assay import DIR</c>, or <c>assay import FEED FILE…</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var what = new Argument<string[]>("what") { Description = "A folder with feeds; or a feed's name and its files, - for standard input", Arity = ArgumentArity.OneOrMore };
        var json = DataOption.Json();
        var map = new Option<string?>("--map") { Description = "A YAML file that maps your names to the contract's", HelpName = "FILE" };
        var noSort = new Option<bool>("--no-sort") { Description = "Leave new events unsorted; the next import without it, or the next scan, sorts them" };
        var command = new Command(
            "import",
            "Take feeds into the warehouse. Example: assay import ./feeds, or: zcat orders.jsonl.gz | assay import orders -") { what, json, map, noSort };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(
            Run(parsed.GetValue(what)!, data.Of(parsed), parsed.GetValue(map), parsed.GetValue(json), !parsed.GetValue(noSort), stop)));
        return command;
    }

    private static int Run(string[] what, DataPlace place, string? mapPath, bool json, bool sort, CancellationToken stop)
    {
        var map = mapPath is null ? FeedMap.None : FeedMap.Read(mapPath);
        if (!map.Ok)
        {
            return Edge.Fail(map.Failure);
        }

        var found = Find(what, map.Value);
        if (!found.Ok)
        {
            return Edge.Fail(found.Failure);
        }

        var opened = place.Open($"import {string.Join(' ', what)}");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        var summary = ImportWithProgress.Run(folder, found.Value, map.Value, quiet: json, stop);
        var sorted = sort ? ImportWithProgress.Sort(folder, quiet: json, stop) : [];
        if (json)
        {
            ImportReport.WriteJson(summary, sorted);
        }
        else
        {
            ImportReport.Write(summary, sorted);
        }

        return summary.ExitCode;
    }

    private static Result<FoundFeeds> Find(string[] what, FeedMap map)
    {
        if (what.Length == 1 && what[0] != FeedFile.StandardInput)
        {
            return Contract.Find(what[0]) is { } alone && !Directory.Exists(what[0])
                ? new Failure($"No file was named for the feed {alone.Name}", "a feed and its files", $"Type: assay import {alone.Name} FILE…")
                : FindFeeds.In(what[0], map);
        }

        return Contract.Find(what[0]) is { } feed
            ? FindFeeds.Named(feed, what[1..])
            : new Failure(
                $"'{what[0]}' is no feed",
                $"one of {string.Join(", ", Contract.Feeds.Select(f => f.Name))}",
                "Type: assay import FEED FILE…, or assay import DIR");
    }
}
