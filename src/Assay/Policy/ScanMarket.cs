using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Brands;
using Assay.Metrics;
using Assay.Scoring;
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
    private static readonly string[] FactFiles =
    [
        "Scoring/Facts/1_offers.sql", "Scoring/Facts/2_notices.sql", "Scoring/Facts/3_hands.sql", "Scoring/Facts/4_sellers.sql", "Scoring/Facts/5_listings.sql",
    ];

    private static readonly Sql DecidedMoment = new("moment of the decisions", "SELECT max(as_of) FROM decisions");
    private static readonly Sql ListingFacts = new("listing facts", "SELECT * FROM listing_facts");
    private static readonly Sql EmptyNext = new("next decisions", "CREATE OR REPLACE TEMP TABLE next_decisions AS SELECT * FROM decisions LIMIT 0");
    private static readonly Sql EmptyRisks = new("seller risks", "DELETE FROM seller_risk");

    private static readonly Sql FindVersion = new("decision version", "SELECT max(version) FROM decision_versions WHERE versions = $1");
    private static readonly Sql AddVersion = new("new decision version", "INSERT INTO decision_versions SELECT coalesce(max(version), 0) + 1, $1 FROM decision_versions");
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The groups of facts that a decision was made from, as it names them.</summary>
    internal static ReadOnlySpan<byte> ChecksRun => "metrics|brands|prices|notices|hands|numbers|tells"u8;

    private readonly List<(string Stage, TimeSpan Took)> stages = [];

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
        Timed("save", transaction.Commit);
        return summary with { Stages = stages };
    }

    /// <summary>Brings the metric store up to what was imported; a scan does so by itself, the decisions of a transaction want it before.</summary>
    public void Prepare(Action<string, double>? told, CancellationToken stop) =>
        Timed("events", () => new BuildStore(warehouse, clock).Run(stream => told?.Invoke($"events: {stream.Name}", 0), stop));

    /// <summary>Scans within the caller's transaction, which decides whether the decisions stay. The store must have been built.</summary>
    public ScanSummary Decide(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        told?.Invoke("metrics", 0);
        Timed("metrics", () => new MeasureFacts(warehouse).Run(asOf, stop));
        told?.Invoke("brands", 0.1);
        Timed("brands", () => new FindNamedBrands(warehouse).Run(asOf, stop));
        Timed("facts", () =>
        {
            warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
            foreach (var (i, name) in FactFiles.Index())
            {
                stop.ThrowIfCancellationRequested();
                told?.Invoke($"facts: {Path.GetFileNameWithoutExtension(name)[2..]}", 0.2 + (0.1 * i));
                warehouse.Run(Sql.Load(name), asOf);
            }
        });
        told?.Invoke("listings", 0.7);
        var listings = Timed("scores", () => DecideListings(asOf, stop));
        told?.Invoke("sellers", 0.9);
        var sellers = Timed("sellers", () => DecideSellers(asOf));
        return new ScanSummary(asOf, listings, sellers, stages);
    }

    private long DecideListings(DateTime asOf, CancellationToken stop)
    {
        warehouse.Run(EmptyNext);
        var now = Moments.ToMicros(clock.GetUtcNow().UtcDateTime);
        long count;
        using (var facts = warehouse.Collect(ListingFacts))
        using (var writer = warehouse.Append("next_decisions"))
        {
            var scorer = new ColdScorer(facts, ColdSignals.All, ColdSignals.MostOfSeller);
            count = new DecisionWriter(writer, scorer, now, Moments.ToMicros(asOf), Version(asOf)).Write(facts, stop);
        }

        warehouse.Run(Sql.Load("Policy/keep_decisions.sql"));
        return count;
    }

    private long DecideSellers(DateTime asOf)
    {
        warehouse.Run(EmptyRisks);
        using var facts = warehouse.Collect(Sql.Load("Policy/seller_facts.sql"));
        using var writer = warehouse.Append("seller_risk");
        return new SellerRiskWriter(writer, new ColdScorer(facts, SellerSignals.All), Moments.ToMicros(asOf)).Write(facts);
    }

    // The number of the versions' text, which is new when anything in it is.
    private int Version(DateTime asOf)
    {
        var inputs = warehouse.Table(Sql.Load("Policy/watermarks.sql")).ToDictionary(r => r[0]!, r => r[1], StringComparer.Ordinal);
        var build = typeof(ScanMarket).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var versions = new { build, catalogue = MarketCatalogue.BuiltIn.Digest, model = "cold-1", policy = Thresholds.Version, as_of = Moments.ToText(asOf), inputs };
        var text = JsonSerializer.Serialize(versions, Plain);
        var known = (int)warehouse.Number(FindVersion, text);
        if (known > 0)
        {
            return known;
        }

        warehouse.Run(AddVersion, text);
        return (int)warehouse.Number(FindVersion, text);
    }

    private void Timed(string stage, Action work) => Timed(stage, () =>
    {
        work();
        return 0;
    });

    private T Timed<T>(string stage, Func<T> work)
    {
        var began = clock.GetTimestamp();
        var result = work();
        stages.Add((stage, clock.GetElapsedTime(began)));
        return result;
    }
}
