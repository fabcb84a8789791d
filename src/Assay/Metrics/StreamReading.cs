using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A session that puts streams together from feeds: the words, views and look-up tables that their queries use, made when first needed.</summary>
internal sealed class StreamReading : IDisposable
{
    // What C# makes beside the SQL; raise it when that changes.
    private const string Version = "2";

    private static readonly Sql Words = Sql.Load("Metrics/Streams/words.sql");
    private static readonly Sql Reading = Sql.Load("Metrics/Streams/reading.sql");
    private static readonly Sql Currency = new("market currency", "SELECT CAST(getvariable('market_currency') AS VARCHAR)");
    private static readonly Sql Done = new("drop stream rows", "DROP VIEW stream_rows; DROP TABLE gathered; DROP TABLE IF EXISTS few_events; DROP TABLE IF EXISTS swept");

    private readonly IDisposable stopping;
    private bool hasRates;

    /// <summary>Opens the session.</summary>
    public StreamReading(IWarehouse warehouse, CancellationToken stop)
    {
        Session = warehouse.Connect();
        stopping = Session.StopOn(stop);
        Session.Run(Words);
        Session.Run(Reading);
    }

    /// <summary>The session, which has the view <c>stream_rows</c> of the stream that was read last.</summary>
    public IWarehouse Session { get; }

    /// <summary>The currency that money is stored in; empty where feeds do not tell.</summary>
    public string MarketCurrency
    {
        get
        {
            MakeRates();
            return Session.Word(Currency) ?? "";
        }
    }

    /// <summary>Texts that decide what a stream's rows are, beside its own query.</summary>
    public static IEnumerable<string> Recipe(EventStream stream) => [Version, stream.Name, Words.Text, Reading.Text];

    /// <summary>Makes the view <c>stream_rows</c>: the stream's events, each once.</summary>
    public void MakeRows(EventStream stream)
    {
        var source = StreamSource.Of(stream);
        foreach (var feed in stream.Feeds)
        {
            Session.Run(ReadSql.AllKnown(feed));
        }

        Session.Run(ReadSql.ReadAll(source));
        Gather(stream, few: false);
    }

    /// <summary>
    /// Makes the view <c>stream_rows</c> of those events alone that imports after a run may have changed, and the table <c>replaced</c>: the ties of all events
    /// that these take the place of. What was known before the first moment at which something new was known stays as it was.
    /// </summary>
    /// <returns>False where nothing changed; null where so much did that to read everything is less work.</returns>
    public bool? MakeChangedRows(EventStream stream, long afterRun, int rebuildShare)
    {
        var source = StreamSource.Of(stream);
        if (!new FindChanges(Session, source, rebuildShare).Run(afterRun, out var isMost))
        {
            return false;
        }

        if (isMost)
        {
            return null;
        }

        Session.Run(ReadSql.ReadChanged(source));
        foreach (var lookUp in source.LookUps)
        {
            Session.Run(lookUp.Needed is null ? ReadSql.AllKnown(lookUp.Feed) : ReadSql.NeededKnown(lookUp));
        }

        Gather(stream, few: true);
        return true;
    }

    /// <summary>Gives back the memory of the stream that was read last.</summary>
    public void Forget() => Session.Run(Done);

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Dispose();
        Session.Dispose();
    }

    private void Gather(EventStream stream, bool few)
    {
        if (stream.Feeds.Contains("exchange_rates"))
        {
            MakeRates();
        }

        if (stream.Feeds.Contains("networks"))
        {
            new IpNetworks(Session).Make();
        }

        var sql = new StreamSql(stream);
        Session.Run(few ? sql.GatherFew : sql.Gather);
        if (sql.Swept is { } field)
        {
            new Sweep(Session, field).Run(few ? sql.Context : null);
        }

        Session.Run(sql.MakeRows);
    }

    private void MakeRates()
    {
        if (!hasRates)
        {
            Session.Run(ReadSql.AllKnown("exchange_rates"));
            new MarketRates(Session).Make();
            hasRates = true;
        }
    }
}
