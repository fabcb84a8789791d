using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A session that puts streams together from feeds: the words, views and look-up tables that their queries use, made when first needed.</summary>
internal sealed class StreamReading : IDisposable
{
    // What C# makes beside the SQL; raise it when that changes.
    private const string Version = "1";

    private static readonly Sql Words = Sql.Load("Metrics/Streams/words.sql");
    private static readonly Sql Reading = Sql.Load("Metrics/Streams/reading.sql");

    private static readonly Sql Done = new("drop stream rows", "DROP VIEW stream_rows; DROP TABLE gathered; DROP TABLE IF EXISTS swept");

    private readonly IDisposable stopping;
    private readonly CancellationToken stop;
    private readonly HashSet<string> feeds = new(StringComparer.Ordinal);

    /// <summary>Opens the session.</summary>
    public StreamReading(IWarehouse warehouse, CancellationToken stop)
    {
        this.stop = stop;
        Session = warehouse.Connect();
        stopping = Session.StopOn(stop);
        Session.Run(Words);
        Session.Run(Reading);
    }

    /// <summary>The session, which has the view <c>stream_rows</c> of the stream that was read last.</summary>
    public IWarehouse Session { get; }

    /// <summary>Texts that decide what a stream's rows are, beside its own query.</summary>
    public static IEnumerable<string> Recipe(EventStream stream) => [Version, stream.Name, Words.Text, Reading.Text];

    /// <summary>Makes the view <c>stream_rows</c>: the stream's events, each once.</summary>
    public void MakeRows(EventStream stream)
    {
        foreach (var feed in stream.Feeds.Where(feeds.Add))
        {
            Session.Run(StreamSql.KnownVersions(feed));
            Prepare(feed);
        }

        var sql = new StreamSql(stream);
        Session.Run(sql.Gather);
        if (sql.Swept is { } field)
        {
            new Sweep(Session, field).Run();
        }

        Session.Run(sql.MakeRows);
    }

    /// <summary>Gives back the memory of the stream that was read last.</summary>
    public void Forget() => Session.Run(Done);

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Dispose();
        Session.Dispose();
    }

    private void Prepare(string feed)
    {
        if (feed == "exchange_rates")
        {
            new MarketRates(Session).Make();
        }
        else if (feed == "networks")
        {
            using var addresses = Session.Connect();
            using var stoppingToo = addresses.StopOn(stop);
            new IpNetworks(Session).Make(addresses);
        }
    }
}
