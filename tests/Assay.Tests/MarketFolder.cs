using Assay.Market;

namespace Assay.Tests;

/// <summary>A small sample market, made once a seed for all tests that read it.</summary>
public static class MarketFolder
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<ulong, Lazy<string>> Made = new();

    /// <summary>The folder with <c>feeds</c> and <c>truth</c>; readers leave it as it is.</summary>
    public static string Small(ulong seed) => Made.GetOrAdd(seed, s => new Lazy<string>(() => Make(s))).Value;

    private static string Make(ulong seed)
    {
        var folder = Directory.CreateTempSubdirectory("assay-market-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        new MakeMarket(new MarketOptions(MarketSize.Small, seed)).Run(Path.Combine(folder, "feeds"), Path.Combine(folder, "truth"), null, default);
        return folder;
    }
}
