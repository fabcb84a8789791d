using Assay.Warehouse;

namespace Assay.Import;

/// <summary>Loads one file, keeps what broke the contract, and settles versions: all in one transaction.</summary>
internal sealed class ImportFile(DataFolder data, TimeProvider clock, LinksBelow links, KeyScreen screen)
{
    private static readonly Sql NextRun = new("next run", "SELECT coalesce(max(run), 0) + 1 FROM imports");
    private static readonly Sql Record = new("record import", "INSERT INTO imports VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");

    private readonly IWarehouse warehouse = data.Warehouse;

    /// <summary>Loads a file; a second time where its rows name images by paths and there are links that a path could pass.</summary>
    public FileOutcome Run(FeedSource source, LoadSql load, CancellationToken stop)
    {
        if (Try(source, load) is { } taken)
        {
            return taken;
        }

        var known = links.In(source.File.Folder, stop);
        return known.Ok
            ? Try(source, load.Knowing(known.Value))!
            : new FileOutcome(source.File) { Refused = known.Failure, Bytes = source.Bytes };
    }

    // Null, and nothing done, where the links below the feed's folder have to be known first.
    private FileOutcome? Try(FeedSource source, LoadSql load)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var rejected = new RejectedFile(data.Rejected, source.File.Feed, now, source.File.RejectsNamed);
        using var anyOrder = new AnyOrder(warehouse);
        using var transaction = warehouse.Begin();
        var run = (int)warehouse.Number(NextRun);
        var (insert, values) = load.Insert(run, now.AddDays(1));
        var rows = warehouse.Run(insert, values);
        anyOrder.Restore();
        if (load.Links is null && load.NamesPaths is { } namesPaths && warehouse.Number(namesPaths, run) > 0)
        {
            return null;
        }

        var rejects = new CollectRejects(warehouse, source, load, rejected);
        rejects.Run(run, now.AddDays(1));
        var settled = new SettleVersions(warehouse, screen).Run(source.File.Feed, run);
        var refused = source.Repaired?.Refused ?? 0;
        var outcome = new FileOutcome(source.File)
        {
            Read = rows + refused,
            Unchanged = settled.Unchanged,
            Replaced = settled.Replaced,
            Rejected = rejected.Count,
            Imported = rows + refused - settled.Unchanged - settled.Replaced - rejected.Count,
            RejectedPath = rejected.Count > 0 ? rejected.Path : null,
            Example = rejects.First,
            UnknownColumns = load.Unknown,
            Bytes = source.Bytes,
        };
        RecordImport(run, outcome, now, settled.KnownSince);
        transaction.Commit();
        if (outcome.Rejected > 0)
        {
            rejected.Keep();
        }

        return outcome;
    }

    private void RecordImport(int run, FileOutcome outcome, DateTime now, DateTime? knownSince)
    {
        var feed = outcome.File.Feed.Name;
        var from = warehouse.Moment(new Sql("observed from", $"SELECT min(observed_at) FROM {feed} WHERE run = $1"), run);
        var to = warehouse.Moment(new Sql("observed to", $"SELECT max(observed_at) FROM {feed} WHERE run = $1"), run);
        warehouse.Run(
            Record,
            run,
            feed,
            outcome.File.Shown,
            outcome.Bytes,
            now,
            outcome.Read,
            outcome.Imported,
            outcome.Unchanged,
            outcome.Replaced,
            outcome.Rejected,
            from is { } first ? first : SqlValue.Null,
            to is { } last ? last : SqlValue.Null,
            knownSince is { } since ? since : SqlValue.Null);
    }
}
