using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Takes feeds into the warehouse, a file and a transaction at a time. The same rows in any order and any number of times, with crashes
/// in between, give the same state.
/// </summary>
public sealed class ImportFeeds(DataFolder data, TimeProvider clock)
{
    /// <summary>How much a packed feed may unpack to.</summary>
    public UnpackLimits Limits { get; init; } = new();

    /// <summary>Imports what was found, told file by file.</summary>
    /// <exception cref="FailedException">The disk is full; what was imported until then stays.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the file under way left nothing.</exception>
    public ImportSummary Run(FoundFeeds found, FeedMap map, Action<ImportStep>? told, CancellationToken stop)
    {
        using var stopping = data.Warehouse.StopOn(stop);
        data.Warehouse.Run(Sql.Load("Import/checks.sql"));
        new RehashKeys(data.Warehouse).Run();
        var outcomes = new List<FileOutcome>(found.Files.Count);
        var filesOf = found.Files.GroupBy(f => f.Feed.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var import = new ImportFile(data, clock, new LinksBelow(), new KeyScreen(data.Warehouse, filesOf));
        foreach (var (index, file) in found.Files.Index())
        {
            stop.ThrowIfCancellationRequested();
            told?.Invoke(new ImportStep(file, index, found.Files.Count, null));
            var outcome = One(import, file, map.For(file), stop);
            outcomes.Add(outcome);
            told?.Invoke(new ImportStep(file, index, found.Files.Count, outcome));
        }

        return new ImportSummary(outcomes, found.Ignored);
    }

    private FileOutcome One(ImportFile import, FeedFile file, FeedMapping mapping, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        try
        {
            var outcome = Prepared(import, file, mapping, stop);
            return outcome with { Took = clock.GetElapsedTime(began) };
        }
        catch (WarehouseException refused) when (refused.DiskIsFull)
        {
            throw new FailedException(DiskFull(file), refused);
        }
        catch (IOException refused) when (SpoolFile.IsDiskFull(refused))
        {
            throw new FailedException(DiskFull(file), refused);
        }
        catch (Exception unreadable) when (unreadable is WarehouseException or IOException or UnauthorizedAccessException)
        {
            var said = unreadable is WarehouseException engine ? engine.EngineMessage.Split('\n')[0] : unreadable.Message;
            return new FileOutcome(file) { Refused = new Failure($"{file.Shown} cannot be read: {Reject.Show(said, masked: false)}", $"a whole {file.Format} file", "Write or copy it again") };
        }
    }

    private Failure DiskFull(FeedFile file) => new(
        $"The disk is full: {file.Shown} could not be taken in, and left nothing behind",
        $"room for it in {data.Path}",
        "Free some space and run the same import again; what was imported before stays");

    private FileOutcome Prepared(ImportFile import, FeedFile file, FeedMapping mapping, CancellationToken stop)
    {
        if (file.Path != FeedFile.StandardInput && FileKind.Refuse(file) is { } failure)
        {
            return new FileOutcome(file) { Refused = failure };
        }

        var opened = FeedSource.Open(data.Warehouse, file, mapping, data.Spill, Limits, stop);
        if (!opened.Ok)
        {
            return new FileOutcome(file) { Refused = opened.Failure };
        }

        using var source = opened.Value;
        var load = LoadSql.For(source, mapping);
        return load.Ok
            ? Load(import, source, load.Value, stop)
            : new FileOutcome(file) { Refused = load.Failure, Bytes = source.Bytes };
    }

    private FileOutcome Load(ImportFile import, FeedSource source, LoadSql load, CancellationToken stop)
    {
        try
        {
            return import.Run(source, load, stop);
        }
        catch (WarehouseException refused) when (!refused.DiskIsFull && !refused.MemoryIsFull)
        {
            if (!source.Repair(data.Spill, stop))
            {
                throw;
            }

            return import.Run(source, load, stop);
        }
    }
}
