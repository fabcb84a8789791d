using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Metrics;
using Assay.Operators.Linking;
using Assay.Scoring;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>
/// Decides on the sellers in the session's table <c>scope_sellers</c> and on all of their live listings, within the caller's transaction. Where that is everybody
/// it computes the market's part too; where it is a few they are judged by the part that stands. Both run the same statements for what is a seller's own.
/// </summary>
/// <param name="warehouse">The warehouse, whose store was built.</param>
/// <param name="clock">When decisions are made.</param>
/// <param name="market">The market's part.</param>
/// <param name="rules">What listings are read by.</param>
/// <param name="live">Measures few sellers; null where everybody is in scope.</param>
internal sealed class DecideScope(IWarehouse warehouse, TimeProvider clock, MarketPart market, LoadTextRules rules, LiveFacts? live)
{
    // In the order in which they use each other. Those of the market are for a scan of everything alone.
    private static readonly string[] FactFiles =
    [
        "Scoring/Market/rates.sql", "Scoring/Facts/3_offers.sql", "Scoring/Market/prices.sql", "Scoring/Facts/4_prices.sql", "Scoring/Market/reporters.sql",
        "Scoring/Facts/5_notices.sql", "Scoring/Facts/6_hands.sql", "Scoring/Market/means.sql", "Scoring/Facts/7_sellers.sql", "Scoring/Facts/8_listings.sql", "Scoring/Facts/9_claims.sql",
    ];

    private static readonly Sql EmptyNext = new("next decisions", "CREATE OR REPLACE TEMP TABLE next_decisions AS SELECT * FROM decisions LIMIT 0");
    private static readonly Sql EmptyDecisions = new("decisions", "DELETE FROM decisions");
    private static readonly Sql EmptyRisks = new("seller risks", "DELETE FROM seller_risk");

    private static readonly Sql TakeDecisionsOut = new(
        "decisions in scope",
        "DELETE FROM decisions WHERE seller_id IN (SELECT seller_id FROM scope_sellers) OR listing_id IN (SELECT listing_id FROM next_decisions)");

    private static readonly Sql TakeRisksOut = new("seller risks in scope", "DELETE FROM seller_risk WHERE seller_id IN (SELECT seller_id FROM scope_sellers)");
    private static readonly Sql UnusedVersions = new("unused versions", "DELETE FROM decision_versions WHERE version NOT IN (SELECT version FROM decisions)");
    private static readonly Sql FindVersion = new("decision version", "SELECT max(version) FROM decision_versions WHERE versions = $1");
    private static readonly Sql AddVersion = new("new decision version", "INSERT INTO decision_versions SELECT coalesce(max(version), 0) + 1, $1 FROM decision_versions");
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly StageTimes stages = new(clock);

    private bool IsAll => live is null;

    /// <summary>Decides as of a moment.</summary>
    /// <param name="asOf">The moment.</param>
    /// <param name="told">Hears the step's name and its share of the whole, 0 to 1.</param>
    /// <param name="stop">Stops.</param>
    public ScanSummary Run(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        stages.Run("links", () => KeepLinks(asOf, stop));
        told?.Invoke("metrics", 0);
        stages.Run("metrics", () => Measure(asOf, stop));
        told?.Invoke("words", 0.1);
        stages.Run("words", () => new ReadListings(warehouse, rules, Environment.ProcessorCount).Run(asOf, IsAll, stop));
        stages.Run("facts", () => MakeFacts(asOf, told, stop));
        told?.Invoke("listings", 0.7);
        var listings = stages.Run("scores", () => DecideListings(asOf, stop));
        told?.Invoke("sellers", 0.9);
        var sellers = stages.Run("sellers", () => DecideSellers(asOf));
        market.Save(warehouse);
        return new ScanSummary(asOf, listings, sellers, stages.All);
    }

    private void KeepLinks(DateTime asOf, CancellationToken stop)
    {
        warehouse.Run(Sql.Load("Scoring/Facts/1_outcomes.sql"), asOf);
        var closed = Sql.Load("Scoring/Facts/2_closed.sql");
        var operators = new LinkSellers(warehouse, clock);
        if (IsAll)
        {
            warehouse.Run(closed, asOf);
            operators.Link(asOf, stop);
        }
        else
        {
            warehouse.Run(Sql.Load("Policy/marks_of_closed.sql"));
            warehouse.Run(closed, asOf);
            operators.LinkTouched(asOf, stop);
            warehouse.Run(Sql.Load("Policy/scope_of_linked.sql"), asOf);
        }

        warehouse.Run(Sql.Load("Policy/scope_listings.sql"), asOf);
    }

    private void Measure(DateTime asOf, CancellationToken stop)
    {
        var measure = new MeasureFacts(warehouse);
        if (live is null)
        {
            measure.Run(asOf, stop);
        }
        else
        {
            measure.Run(live, asOf, stop);
        }
    }

    private void MakeFacts(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        foreach (var (i, name) in FactFiles.Where(f => IsAll || f.StartsWith("Scoring/Facts/", StringComparison.Ordinal)).Index())
        {
            stop.ThrowIfCancellationRequested();
            told?.Invoke($"facts: {Path.GetFileNameWithoutExtension(name).TrimStart([.. "0123456789_"])}", 0.2 + (0.05 * i));
            warehouse.Run(Sql.Load(name), asOf);
        }
    }

    private long DecideListings(DateTime asOf, CancellationToken stop)
    {
        warehouse.Run(EmptyNext);
        var now = Moments.ToMicros(clock.GetUtcNow().UtcDateTime);
        var version = Version(asOf);
        long count;
        using (var facts = warehouse.Collect(Sql.Load("Scoring/listing_facts.sql")))
        using (var writer = warehouse.Append("next_decisions"))
        {
            var scorer = new ColdScorer(facts, ColdSignals.All, ColdSignals.MostOfSeller);
            count = new DecisionWriter(writer, scorer, now, Moments.ToMicros(asOf), version).Write(facts, stop);
        }

        warehouse.Run(Sql.Load("Policy/keep_decisions.sql"), version);
        warehouse.Run(IsAll ? EmptyDecisions : TakeDecisionsOut);
        warehouse.Run(Sql.Load("Policy/swap_decisions.sql"));
        if (IsAll)
        {
            warehouse.Run(UnusedVersions);
        }

        return count;
    }

    private long DecideSellers(DateTime asOf)
    {
        warehouse.Run(IsAll ? EmptyRisks : TakeRisksOut);
        using var facts = warehouse.Collect(Sql.Load("Policy/seller_facts.sql"));
        using var writer = warehouse.Append("seller_risk");
        return new SellerRiskWriter(writer, new ColdScorer(facts, SellerSignals.All), Moments.ToMicros(asOf)).Write(facts);
    }

    // The number of the versions' text, which is new when anything in it is. It names the market's moment where that is not the decision's own.
    private int Version(DateTime asOf)
    {
        var inputs = warehouse.Table(Sql.Load("Policy/watermarks.sql"), asOf).ToDictionary(r => r[0]!, r => r[1], StringComparer.Ordinal);
        var versions = new
        {
            build = MarketPart.Build,
            catalogue = MarketCatalogue.BuiltIn.Digest,
            model = ColdSignals.Version,
            policy = Thresholds.Version,
            as_of = Moments.ToText(asOf),
            market_as_of = IsAll || (market.AsOf == asOf && market.Run == market.ScoredRun) ? null : Moments.ToText(market.AsOf),
            inputs,
        };
        var text = JsonSerializer.Serialize(versions, Plain);
        var known = (int)warehouse.Number(FindVersion, text);
        if (known > 0)
        {
            return known;
        }

        warehouse.Run(AddVersion, text);
        return (int)warehouse.Number(FindVersion, text);
    }
}
