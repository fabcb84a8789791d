using System.Text.Json;
using Assay.Import;
using Assay.Metrics;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>Tells what became of an import.</summary>
internal static class ImportReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A table a feed, then what was refused, rejected or left out.</summary>
    public static void Write(ImportSummary summary, IReadOnlyList<BuiltStream> sorted)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(new TableColumn("feed"), Right("rows"), Right("imported"), Right("unchanged"), Right("replaced"), Right("rejected"), Right("time"), Right("rate"));
        foreach (var feed in summary.Files.Where(f => f.Refused is null).GroupBy(f => f.File.Feed.Name))
        {
            var took = TimeSpan.FromTicks(feed.Sum(f => f.Took.Ticks));
            table.AddRow(
                feed.Key,
                Say.Count(feed.Sum(f => f.Read)),
                Say.Count(feed.Sum(f => f.Imported)),
                Say.Count(feed.Sum(f => f.Unchanged)),
                Say.Count(feed.Sum(f => f.Replaced)),
                Say.Count(feed.Sum(f => f.Rejected)),
                Say.Took(took),
                Say.Rate(feed.Sum(f => f.Read), took, "rows"));
        }

        if (table.Rows.Count > 0)
        {
            Say.Out.Write(table);
        }

        foreach (var file in summary.Files)
        {
            WriteRemarks(file);
        }

        if (sorted.Count > 0)
        {
            var took = TimeSpan.FromTicks(sorted.Sum(s => (s.Gathered + s.Stored).Ticks));
            var names = string.Join(", ", sorted.Select(s => s.Stream.Name));
            Say.Out.MarkupLine($"sorted by subject and time: {names}, {Say.Count(sorted.Sum(s => s.Rows))} rows in {Say.Took(took)}");
        }

        if (summary.Ignored.Count > 0)
        {
            Say.Out.MarkupLine($"no feed: {Say.Safe(string.Join(", ", summary.Ignored.Take(8)))}");
        }
    }

    /// <summary>The same as one JSON object.</summary>
    public static void WriteJson(ImportSummary summary, IReadOnlyList<BuiltStream> sorted)
    {
        var files = summary.Files.Select(f => new
        {
            Feed = f.File.Feed.Name,
            File = f.File.Shown,
            f.Read,
            f.Imported,
            f.Unchanged,
            f.Replaced,
            f.Rejected,
            f.RejectedPath,
            f.UnknownColumns,
            Seconds = Math.Round(f.Took.TotalSeconds, 3),
            Refused = f.Refused?.ToString(),
        });
        var order = sorted.Select(s => new { Stream = s.Stream.Name, s.Rows, Anew = s.By != BuiltBy.AddingChanges, Seconds = Math.Round((s.Gathered + s.Stored).TotalSeconds, 3) });
        Console.WriteLine(JsonSerializer.Serialize(new { Files = files, Sorted = order, summary.Ignored, summary.ExitCode }, Options));
    }

    private static void WriteRemarks(FileOutcome file)
    {
        if (file.Refused is { } refused)
        {
            Say.Out.MarkupLine($"[red]refused[/] {Say.Safe(refused.ToString(), 600)}");
            return;
        }

        if (file.Read == 0)
        {
            Say.Out.MarkupLine($"[olive]no rows[/] {Say.Safe(file.File.Shown)} holds a header and no rows");
        }

        if (file.Example is { } example)
        {
            var where = example.Column is null ? $"line {example.Line}" : $"line {example.Line}, {example.Column}";
            Say.Out.MarkupLine($"[olive]rejected[/] {Say.Count(file.Rejected)} rows of {Say.Safe(file.File.Shown)}, the first at {Say.Safe(where)}: got {Say.Safe(example.Got, 80)}; expected {Say.Safe(example.Expected)}");
            Say.Out.MarkupLine($"         all of them: {Say.Safe(file.RejectedPath)}");
        }

        foreach (var column in file.UnknownColumns)
        {
            var near = NearestName.Of(column, LoadableNames(file.File.Feed));
            Say.Out.MarkupLine($"[olive]left out[/] the column '{Say.Safe(column, 60)}' of {Say.Safe(file.File.Shown)}{(near is null ? "" : $": did you mean {near}?")}");
        }
    }

    private static IEnumerable<string> LoadableNames(Feed feed) => feed.Columns.Select(c => c.Name).Append(Contract.ObservedAt.Name);

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();
}
