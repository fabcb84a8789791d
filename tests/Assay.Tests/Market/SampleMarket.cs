using Assay.Market;
using Xunit;

namespace Assay.Tests.Market;

/// <summary>One small market, made once for all tests of this folder.</summary>
public sealed class SampleMarket : IDisposable
{
    public const ulong Seed = 2017;

    private readonly string folder = Directory.CreateTempSubdirectory("assay-market-").FullName;
    private readonly Dictionary<string, FeedTable> tables = [];

    public SampleMarket() => Summary = new MakeMarket(new(MarketSize.Small, Seed)).Run(FeedsFolder, TruthFolder, null, CancellationToken.None);

    public MarketSummary Summary { get; }

    public string FeedsFolder => Path.Combine(folder, "feeds");

    public string TruthFolder => Path.Combine(folder, "truth");

    /// <summary>A feed; with <paramref name="part"/> only the files whose names begin so.</summary>
    public FeedTable Feed(string name, string part = "") => Table($"{name}/{part}", () =>
    {
        var inside = Path.Combine(FeedsFolder, name);
        return Directory.Exists(inside) ? Directory.GetFiles(inside, part + "*") : Directory.GetFiles(FeedsFolder, name + ".*");
    });

    public FeedTable Truth(string name) => Table("truth/" + name, () => [Path.Combine(TruthFolder, name + ".csv")]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private FeedTable Table(string key, Func<string[]> files)
    {
        lock (tables)
        {
            return tables.TryGetValue(key, out var table) ? table : tables[key] = FeedTable.Read(files());
        }
    }
}

[CollectionDefinition("sample market")]
public sealed class SampleMarketCollection : ICollectionFixture<SampleMarket>;
