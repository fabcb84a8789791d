using Assay.Import;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>Runs an import, with bars where somebody watches and plain lines elsewhere.</summary>
internal static class ImportWithProgress
{
    public static ImportSummary Run(DataFolder folder, FoundFeeds found, FeedMap map, bool quiet, CancellationToken stop)
    {
        var import = new ImportFeeds(folder, TimeProvider.System);
        if (quiet)
        {
            return import.Run(found, map, null, stop);
        }

        return Say.HasWatcher ? Bars(import, folder.Warehouse, found, map, stop) : import.Run(found, map, Line, stop);
    }

    /// <summary>Sorts what the import left unsorted, a feed after another.</summary>
    public static IReadOnlyList<SortedFeed> Sort(DataFolder folder, bool quiet, CancellationToken stop) =>
        new SortEvents(folder.Warehouse, TimeProvider.System).Run(
            feed =>
            {
                if (!quiet)
                {
                    Console.Error.WriteLine($"import: sorting {feed.Name} by {feed.Subject} and time");
                }
            },
            stop);

    private static ImportSummary Bars(ImportFeeds import, IWarehouse warehouse, FoundFeeds found, FeedMap map, CancellationToken stop)
    {
        ImportSummary? summary = null;
        Moving.Columns().Start(context =>
        {
            long[] bytes = [.. found.Files.Select(Bytes)];
            var bar = context.AddTask(Moving.Description("importing"), maxValue: bytes.Sum());
            var (done, current) = (0L, 0L);
            using var poll = new Timer(_ => bar.Value = Math.Max(bar.Value, done + ((warehouse.Progress ?? 0) * 0.9 * current)), null, 100, 100);
            summary = import.Run(
                found,
                map,
                step =>
                {
                    (done, current) = step.Outcome is null ? (done, bytes[step.Index]) : (done + bytes[step.Index], 0);
                    bar.Value = done;
                    bar.Description = step.Outcome is null ? Moving.Description($"importing {step.File.Shown}") : bar.Description;
                },
                stop);
        });
        return summary!;
    }

    // A feed from standard input says nothing of its size.
    private static long Bytes(FeedFile file) => file.Path == FeedFile.StandardInput ? 1 : Math.Max(1, new FileInfo(file.Path).Length);

    private static void Line(ImportStep step)
    {
        if (step.Outcome is { } done)
        {
            var what = done.Refused is { } refused
                ? $"refused: {refused}"
                : $"{Say.Count(done.Read)} rows, {Say.Count(done.Rejected)} rejected, {Say.Took(done.Took)}, {Say.Rate(done.Read, done.Took, "rows")}";
            Console.Error.WriteLine($"import {step.Index + 1}/{step.Count} {done.File.Shown}: {what}");
        }
    }
}

/// <summary>The one look of all progress bars.</summary>
internal static class Moving
{
    // With the other columns it leaves a bar of 20 cells on a terminal of 80.
    private const int DescriptionWidth = 34;

    /// <summary>What a bar says before it, always of one width, so that the bar stays where it is.</summary>
    public static string Description(string text) => Say.Filled(text, DescriptionWidth);

    public static Progress Columns() => Say.Progress.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn());
}
