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
            var bar = context.AddTask("importing", maxValue: found.Files.Count);
            var index = 0;
            using var poll = new Timer(_ => bar.Value = Math.Max(bar.Value, index + ((warehouse.Progress ?? 0) * 0.9)), null, 100, 100);
            summary = import.Run(
                found,
                map,
                step =>
                {
                    index = step.Outcome is null ? step.Index : step.Index + 1;
                    bar.Value = index;
                    bar.Description = step.Outcome is null ? $"importing {Say.Safe(step.File.Shown, 40)}" : bar.Description;
                },
                stop);
            bar.Description = "imported";
        });
        return summary!;
    }

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
    public static Progress Columns() => Say.Progress.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn());
}
