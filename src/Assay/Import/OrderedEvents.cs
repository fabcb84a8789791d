using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// A feed's events in the order in which metrics read them: by subject, newest first, ties by key. Most of them stand so on disk, and
/// stream without a sort; those of later imports, the tail, are sorted as they are read. A reader merges the two.
/// </summary>
/// <param name="Feed">A feed with a <see cref="Feed.Subject"/>.</param>
/// <param name="SortedRun">The run up to which the feed's rows stand sorted; 0 for none.</param>
public sealed record OrderedEvents(Feed Feed, int SortedRun)
{
    private static readonly Sql Newest = new("sorted run", "SELECT max(run) FROM sorted_runs WHERE feed = $1");

    /// <summary>How the feed stands now.</summary>
    public static OrderedEvents Of(IWarehouse warehouse, Feed feed) => new(feed, (int)warehouse.Number(Newest, feed.Name));

    /// <summary>The order, for an <c>ORDER BY</c>. It is total: no two current rows share a key.</summary>
    public string Order => string.Join(
        ", ",
        KeySql.Parts(Feed, Sql.Quote).Prepend("observed_at DESC").Prepend($"{Sql.Quote(Feed.Subject!)} NULLS LAST"));

    /// <summary>The sorted part in stored order. Fails where a file is being imported at the same time.</summary>
    /// <param name="columns">SQL of the columns to read.</param>
    public Sql Sorted(string columns) => new($"{Feed.Name}: sorted events", $"SELECT {columns} FROM {Feed.Name} WHERE run <= {SortedRun} AND {AnyOrder.InStoredOrder}");

    /// <summary>The tail, sorted in the query.</summary>
    /// <param name="columns">SQL of the columns to read.</param>
    public Sql Tail(string columns) => new($"{Feed.Name}: events of the tail", $"SELECT {columns} FROM {Feed.Name} WHERE run > {SortedRun} ORDER BY {Order}");
}
