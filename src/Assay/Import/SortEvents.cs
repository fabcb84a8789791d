using Assay.Warehouse;

namespace Assay.Import;

/// <summary>What became of a feed's order.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Rows">Rows that were sorted.</param>
/// <param name="Took">How long it took.</param>
public sealed record SortedFeed(Feed Feed, long Rows, TimeSpan Took);

/// <summary>
/// Stores events by subject and time, newest first, so that no reader has to sort them. A feed is written anew, in one transaction, when
/// its unsorted tail has outgrown a quarter of its sorted part; so a row is written a handful of times however many imports follow.
/// </summary>
public sealed class SortEvents(IWarehouse warehouse, TimeProvider clock)
{
    private const int TailShare = 4;

    private static readonly Sql Forget = new("forget sorted run", "DELETE FROM sorted_runs WHERE feed = $1");
    private static readonly Sql Remember = new("remember sorted run", "INSERT INTO sorted_runs VALUES ($1, $2)");

    /// <summary>Sorts the feeds whose tails have grown too long.</summary>
    /// <param name="told">Told of a feed before it is sorted.</param>
    /// <param name="stop">Stops; the feed under way stays as it was.</param>
    public IReadOnlyList<SortedFeed> Run(Action<Feed>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        var sorted = new List<SortedFeed>();
        foreach (var feed in Contract.Feeds.Where(f => f.Subject is not null))
        {
            stop.ThrowIfCancellationRequested();
            var events = OrderedEvents.Of(warehouse, feed);
            if (!IsTailLong(events))
            {
                continue;
            }

            told?.Invoke(feed);
            var began = clock.GetTimestamp();
            var rows = Rewrite(events);
            sorted.Add(new SortedFeed(feed, rows, clock.GetElapsedTime(began)));
        }

        return sorted;
    }

    private bool IsTailLong(OrderedEvents events)
    {
        var tail = Count(events, ">");
        return tail > 0 && tail * TailShare > Count(events, "<=");
    }

    private long Count(OrderedEvents events, string side) =>
        warehouse.Number(new Sql($"{events.Feed.Name}: rows", $"SELECT count(*) FROM {events.Feed.Name} WHERE run {side} $1"), events.SortedRun);

    /// <summary>
    /// Writes a feed's table anew in order and returns its rows. The old table stays until the commit, and after a crash; the engine
    /// spills what does not fit its memory.
    /// </summary>
    internal long Rewrite(OrderedEvents events)
    {
        var name = events.Feed.Name;
        using var transaction = warehouse.Begin();
        var run = warehouse.Number(new Sql($"{name}: newest run", $"SELECT max(run) FROM {name}"));
        var rows = warehouse.Number(new Sql($"{name}: rows", $"SELECT count(*) FROM {name}"));
        warehouse.Run(new Sql($"{name}: sort", $"CREATE TABLE {name}_sorted AS SELECT * FROM {name} ORDER BY {events.Order}"));
        warehouse.Run(new Sql($"{name}: swap", $"DROP TABLE {name}; ALTER TABLE {name}_sorted RENAME TO {name}"));
        warehouse.Run(Forget, name);
        warehouse.Run(Remember, name, run);
        transaction.Commit();
        return rows;
    }
}
