using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Assay.Metrics;
using Assay.Scoring;
using Assay.Screening.Text;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>What the latest scan of everything left in the tables <c>market_…</c>: what facts of single sellers are compared with.</summary>
/// <param name="AsOf">The moment that it looked from.</param>
/// <param name="Run">The newest import that it saw.</param>
/// <param name="ScoredRun">The newest import whose changes are in the decisions; null where more was known than the scan looked at.</param>
/// <param name="MadeBy">What it was made by.</param>
internal sealed record MarketPart(DateTime AsOf, int Run, int? ScoredRun, string MadeBy)
{
    private static readonly Sql Standing = new("market's part", "SELECT as_of, run, scored_run, made_by FROM market_moments");
    private static readonly Sql Forget = new("forget market's part", "DELETE FROM market_moments");
    private static readonly Sql Remember = new("remember market's part", "INSERT INTO market_moments VALUES ($1, $2, $3, $4)");
    private static readonly Sql NewestRun = new("newest import", "SELECT max(run) FROM imports");

    /// <summary>The build: its version and its catalogue.</summary>
    public static string Build { get; } = typeof(MarketPart).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Maker { get; } = $"{Build} {MarketCatalogue.BuiltIn.Digest} {Thresholds.Version} {ColdSignals.Version} {WordsDigest}";

    private static string WordsDigest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Load("Metrics/Streams/words.sql").Text + WordLists.BuiltIn.Source)))[..16];

    /// <summary>The one that stands; null where nothing was scanned, or another build scanned.</summary>
    public static MarketPart? Read(IWarehouse warehouse)
    {
        using var rows = warehouse.Query(Standing);
        if (!rows.Next() || rows.Count == 0)
        {
            return null;
        }

        var part = new MarketPart(Moments.FromMicros(rows.Values<long>(0)[0]), rows.Values<int>(1)[0], rows.IsNull(2, 0) ? null : rows.Values<int>(2)[0], rows.String(3, 0)!);
        return part.MadeBy == Maker ? part : null;
    }

    /// <summary>The one that a scan of everything as of a moment leaves.</summary>
    public static MarketPart Of(IWarehouse warehouse, DateTime asOf)
    {
        var newest = (int)warehouse.Number(NewestRun);
        return new MarketPart(asOf, newest, ScanMarket.NewestMoment(warehouse) is { } known && known > asOf ? null : newest, Maker);
    }

    /// <summary>The same after all that was imported until now has been scored by it.</summary>
    public MarketPart Scored(IWarehouse warehouse) => this with { ScoredRun = (int)warehouse.Number(NewestRun) };

    /// <summary>Keeps it.</summary>
    public void Save(IWarehouse warehouse)
    {
        warehouse.Run(Forget);
        warehouse.Run(Remember, AsOf, Run, ScoredRun is { } scored ? scored : SqlValue.Null, MadeBy);
    }
}
