using System.Security.Cryptography;
using Assay.Market;
using Xunit;

namespace Assay.Tests.Market;

public sealed class DeterminismTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-market-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_bytes() => Assert.Equal(Make("a", new(MarketSize.Small, 5)), Make("b", new(MarketSize.Small, 5)));

    [Fact]
    public void Another_seed_gives_another_market() => Assert.NotEqual(Make("a", new(MarketSize.Small, 5)), Make("b", new(MarketSize.Small, 6)));

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var scale = new MarketScale(120, 900, 900, 8, 1, 2, 5, 1.5);
        Assert.Equal(Make("one", new(MarketSize.Small, 5) { Scale = scale, Threads = 1 }), Make("three", new(MarketSize.Small, 5) { Scale = scale, Threads = 3 }));
    }

    [Fact]
    public void A_folder_with_files_is_refused_with_a_sentence()
    {
        File.WriteAllText(Path.Combine(folder, "old.csv"), "x");
        var refused = Assert.Throws<IOException>(() => new MakeMarket(new(MarketSize.Small, 1)).Run(folder, Path.Combine(folder, "truth"), null, CancellationToken.None));
        Assert.Contains("must be an empty folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_run_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var scale = new MarketScale(60, 400, 400, 6, 1, 2, 6, 1.5);
        Assert.ThrowsAny<OperationCanceledException>(() => new MakeMarket(new(MarketSize.Small, 1) { Scale = scale }).Run(Path.Combine(folder, "f"), Path.Combine(folder, "t"), _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void Progress_rises_to_the_whole()
    {
        var seen = new List<double>();
        var scale = new MarketScale(60, 400, 400, 6, 1, 2, 3, 1.5);
        new MakeMarket(new(MarketSize.Small, 1) { Scale = scale, Threads = 1 }).Run(Path.Combine(folder, "f"), Path.Combine(folder, "t"), p => seen.Add(p.Fraction), CancellationToken.None);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1.0, seen[^1], 6);
    }

    private string Make(string name, MarketOptions options)
    {
        var place = Path.Combine(folder, name);
        new MakeMarket(options).Run(Path.Combine(place, "feeds"), Path.Combine(place, "truth"), null, CancellationToken.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(place, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
