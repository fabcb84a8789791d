using Assay.Import;
using Assay.Metrics;
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

    /// <summary>Brings the metric store up to what was imported, a stream after another.</summary>
    public static IReadOnlyList<BuiltStream> Sort(DataFolder folder, bool quiet, CancellationToken stop)
    {
        var store = new BuildStore(folder.Warehouse, TimeProvider.System);
        if (quiet)
        {
            return store.Run(null, stop);
        }

        if (!Say.HasWatcher)
        {
            return store.Run(stream => Console.Error.WriteLine($"import: sorting {stream.Name} by subject and time"), stop);
        }

        IReadOnlyList<BuiltStream> built = [];
        Moving.Columns().Start(context =>
        {
            var bar = context.AddTask("sorting").IsIndeterminate();
            built = store.Run(stream => bar.Description = $"sorting {stream.Name}", stop);
        });
        return built;
    }

    private static ImportSummary Bars(ImportFeeds import, IWarehouse warehouse, FoundFeeds found, FeedMap map, CancellationToken stop)
    {
        ImportSummary? summary = null;
        Moving.Columns().Start(context =>
        {
            long[] bytes = [.. found.Files.Select(Bytes)];
            var bar = context.AddTask("importing", maxValue: bytes.Sum());
            var (done, current) = (0L, 0L);
            using var poll = new Timer(_ => bar.Value = Math.Max(bar.Value, done + ((warehouse.Progress ?? 0) * 0.9 * current)), null, 100, 100);
            summary = import.Run(
                found,
                map,
                step =>
                {
                    (done, current) = step.Outcome is null ? (done, bytes[step.Index]) : (done + bytes[step.Index], 0);
                    bar.Value = done;
                    bar.Description = step.Outcome is null ? $"importing {Say.Safe(step.File.Shown)}" : bar.Description;
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
