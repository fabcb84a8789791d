using Assay.Metrics;
using Assay.Scoring;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>
/// Decides anew on the sellers whose events changed and on all of their listings, by the market as of the latest scan of everything, and leaves all others as they
/// are. What was measured stays in memory from one time to the next. Used by one thread at a time.
/// </summary>
public sealed class RescoreSellers(IWarehouse warehouse, TimeProvider clock) : IDisposable
{
    // Of more, a scan of everything is less work, and a fresher one.
    private const int MostShare = 4;

    private static readonly Sql StoredRun = new("newest import in the store", "SELECT max(run) FROM stored_streams");
    private static readonly Sql Sellers = new("sellers", "SELECT count(*) FROM sellers");

    // What these hold may concern anybody.
    private static readonly Sql BrandsCame = new(
        "imports of brands",
        "SELECT count(*) FROM imports WHERE run > $1 AND known_since IS NOT NULL AND feed IN ('brands', 'rights', 'authorisations', 'products', 'tells', 'sites', 'networks')");

    private readonly LoadTextRules rules = new();
    private LiveFacts? live;
    private Touched? touched;

    /// <summary>Brings the metric store up to what was imported; false where everything is to be scanned instead.</summary>
    /// <param name="asOf">The moment that will be looked from.</param>
    /// <param name="stop">Stops.</param>
    public bool Prepare(DateTime asOf, CancellationToken stop)
    {
        touched = null;
        try
        {
            // Somebody else's build of the store told somebody else what it touched.
            var knows = MarketPart.Read(warehouse) is { ScoredRun: { } scored } market && IsFresh(market.AsOf, asOf)
                && warehouse.Number(StoredRun) <= scored && warehouse.Number(BrandsCame, scored) == 0;
            var built = new BuildStore(warehouse, clock).Run(null, stop);
            live?.Forget(built);
            touched = knows ? Touched.By(built) : null;
            Begin();
            if (touched is { } few && few.Sellers.Count * MostShare > warehouse.Number(Sellers))
            {
                touched = null;
            }
        }
        finally
        {
            if (touched is null)
            {
                Dispose();
            }
        }

        return touched is not null;
    }

    /// <summary>Decides within the caller's transaction, after <see cref="Prepare"/> said that it can.</summary>
    public ScanSummary Decide(DateTime asOf, CancellationToken stop) =>
        Decide(asOf, touched ?? throw new InvalidOperationException("Everything is to be scanned."), stop);

    /// <summary>Decides on some.</summary>
    internal ScanSummary Decide(DateTime asOf, Touched some, CancellationToken stop)
    {
        touched = null;
        using var stopping = warehouse.StopOn(stop);
        some.Write(warehouse);
        warehouse.Run(Sql.Load("Policy/scope_of_touched.sql"), asOf);
        Begin();
        var market = MarketPart.Read(warehouse) ?? throw new InvalidOperationException("Nothing was scanned yet.");
        try
        {
            return new DecideScope(warehouse, clock, market.Scored(warehouse), rules, live).Run(asOf, null, stop);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gives back what is in memory; it is read again when it is needed.</summary>
    public void Dispose()
    {
        live?.Dispose();
        live = null;
    }

    // Before a transaction that may be taken back: words stay in the session.
    private void Begin()
    {
        if (live is null)
        {
            warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
            live = new LiveFacts(warehouse);
        }
    }

    private static bool IsFresh(DateTime market, DateTime now) => market <= now && market >= now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
}
