using Assay.Metrics;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>What a scan came to.</summary>
/// <param name="AsOf">The moment it looks from.</param>
/// <param name="Listings">Live listings, each with a decision.</param>
/// <param name="Sellers">Sellers, each with a risk.</param>
/// <param name="Stages">What took how long.</param>
public sealed record ScanSummary(DateTime AsOf, long Listings, long Sellers, IReadOnlyList<(string Stage, TimeSpan Took)> Stages);

/// <summary>Decides on every live listing and every seller, as of one moment. The same data give the same decisions, bit for bit.</summary>
public sealed class ScanMarket(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql DecidedMoment = new("moment of the decisions", "SELECT max(as_of) FROM decisions");

    /// <summary>The groups of facts that a decision was made from, as it names them.</summary>
    internal static ReadOnlySpan<byte> ChecksRun => "metrics|words|rights|prices|notices|hands|numbers|tells|claims|photos"u8;

    private readonly StageTimes stages = new(clock);

    /// <summary>The moment a scan looks from by default: the newest at which anything was known. Null where nothing was imported.</summary>
    public static DateTime? NewestMoment(IWarehouse warehouse) => warehouse.Moment(Sql.Load("Policy/newest_moment.sql"));

    /// <summary>The moment that the latest scan looked from; null where nothing was scanned.</summary>
    public static DateTime? DecidedAsOf(IWarehouse warehouse) => warehouse.Moment(DecidedMoment);

    /// <summary>Scans; <paramref name="told"/> hears of each step before it runs.</summary>
    /// <param name="asOf">The moment to look from; nothing known later counts.</param>
    /// <param name="told">Hears the step's name and its share of the whole, 0 to 1.</param>
    /// <param name="stop">Stops the scan; the decisions from before stay.</param>
    public ScanSummary Run(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        Prepare(told, stop);
        using var transaction = warehouse.Begin();
        var summary = Decide(asOf, told, stop);
        stages.Run("save", transaction.Commit);
        return summary with { Stages = stages.All };
    }

    /// <summary>Brings the metric store up to what was imported; a scan does so by itself, the decisions of a transaction want it before.</summary>
    public void Prepare(Action<string, double>? told, CancellationToken stop) =>
        stages.Run("events", () => new BuildStore(warehouse, clock).Run(stream => told?.Invoke($"events: {stream.Name}", 0), stop));

    /// <summary>Scans within the caller's transaction, which decides whether the decisions stay. The store must have been built.</summary>
    public ScanSummary Decide(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
        warehouse.Run(Sql.Load("Policy/scope_of_all.sql"));
        var summary = new DecideScope(warehouse, clock, MarketPart.Of(warehouse, asOf), new LoadTextRules(), null).Run(asOf, told, stop);
        stages.Add(summary.Stages);
        return summary with { Stages = stages.All };
    }
}
