using Assay.Import;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>A data folder whose metric store is built, and what stands in it.</summary>
internal sealed class StoredMarket : IDisposable
{
    private readonly TestFolder folder = new();

    public StoredMarket() => Data = folder.Open();

    public DataFolder Data { get; }

    public IWarehouse Warehouse => Data.Warehouse;

    /// <summary>The small sample market; its rows have few versions and come on time.</summary>
    public static StoredMarket Small(ulong seed = 1)
    {
        var market = new StoredMarket();
        market.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        return market;
    }

    /// <summary>The small market with later and earlier versions of a part of all rows, and rows that came late.</summary>
    public static StoredMarket Revised(ulong seed = 1)
    {
        var market = Small(seed);
        market.Revise(Revision.Everything);
        return market;
    }

    /// <summary>Imports feeds that are written out as text, by their file's name.</summary>
    public StoredMarket With(string name, string text)
    {
        var one = Directory.CreateDirectory(folder[$"feeds-{Guid.NewGuid():N}"]).FullName;
        File.WriteAllText(Path.Combine(one, name), text);
        Import(one);
        return this;
    }

    public void Revise(IReadOnlyList<(string Feed, string Query)> revision)
    {
        var into = Directory.CreateDirectory(folder[$"feeds-{Guid.NewGuid():N}"]).FullName;
        foreach (var ((feed, query), i) in revision.Select((r, i) => (r, i)))
        {
            var own = Directory.CreateDirectory(Path.Combine(into, feed)).FullName;
            Warehouse.Run(new Sql($"revise {feed}", $"COPY ({query}) TO '{own}/{i}.parquet' (FORMAT parquet)"));
        }

        Import(into);
    }

    public IReadOnlyList<BuiltStream> Build(int rebuildShare = 3) =>
        new BuildStore(Warehouse, TimeProvider.System) { RebuildShare = rebuildShare }.Run(null, TestContext.Current.CancellationToken);

    /// <summary>Imports another market's rows, all versions, that became known between two moments; what all feeds know in one import.</summary>
    public void Take(StoredMarket other, string from, string until)
    {
        var into = Directory.CreateDirectory(folder[$"feeds-{Guid.NewGuid():N}"]).FullName;
        foreach (var feed in Contract.Feeds.Select(f => f.Name).Where(f => other.Warehouse.Number(new Sql("test", $"SELECT count(*) FROM {f}")) > 0))
        {
            var versions = $"SELECT * EXCLUDE (key_hash, run) FROM {feed} UNION ALL SELECT * EXCLUDE (key_hash, run, until) FROM {feed}_history";
            var query = $"SELECT * REPLACE (nullif(observed_at, TIMESTAMP '1970-01-01') AS observed_at) FROM ({versions}) WHERE observed_at >= TIMESTAMP '{from}' AND observed_at < TIMESTAMP '{until}'";
            other.Warehouse.Run(new Sql($"take {feed}", $"COPY ({query}) TO '{into}/{feed}.parquet' (FORMAT parquet)"));
        }

        Import(into);
    }

    /// <summary>The events of a stream, each once, as lines of its subjects' ids, its times and its fields, keys as hashes unless texts are given.</summary>
    public List<string> Rows(EventStream stream, Func<StreamReading, string> line)
    {
        Build();
        using var reading = new StreamReading(Warehouse, TestContext.Current.CancellationToken);
        reading.MakeRows(stream);
        var ids = stream.Subjects.Select(s => $"(SELECT id FROM subjects WHERE kind = '{s}' AND no = {s}_no)");
        var text = $"SELECT concat_ws('|', {string.Join(", ", ids.Select(i => $"coalesce({i}, '∅')"))}, {line(reading)}) AS line FROM stream_rows ORDER BY line";
        return [.. reading.Session.Table(new Sql("test", text)).Select(r => r[0]!)];
    }

    /// <summary>Everything in a stored table, in its order.</summary>
    public List<string> Stored(string table) =>
        [.. Warehouse.Table(new Sql("test", $"SELECT * FROM {table}")).Select(r => string.Join('|', r))];

    public void Dispose()
    {
        Data.Dispose();
        folder.Dispose();
    }

    private void Import(string feeds)
    {
        var found = FindFeeds.In(feeds, FeedMap.None).Require();
        var summary = new ImportFeeds(Data, FixedClock.Default).Run(found, FeedMap.None, null, TestContext.Current.CancellationToken);
        Assert.All(summary.Files, f => Assert.True(f.Refused is null && f.Rejected == 0, $"{f.File.Path}: {f.Refused} {f.Rejected} {string.Join(';', f.RejectedPath is null ? [] : File.ReadLines(f.RejectedPath).Take(2))}"));
    }
}
