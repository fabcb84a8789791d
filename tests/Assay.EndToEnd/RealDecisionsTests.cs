using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>Offers of real shops, scanned and explained. Nothing is known of them but words and prices, which alone stop no honest shop.</summary>
public sealed class RealDecisionsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_offer_has_a_decision_and_none_is_stopped(bool withBrands)
    {
        var offers = await Scanned(withBrands);

        var decided = Rows(await App.Sql(folder["data"], """
            SELECT l.id, d.action, (SELECT string_agg(r ->> '$.code', ' ') FROM (SELECT unnest((d.reasons::JSON -> '$.reasons')::JSON[]) AS r)) AS codes
            FROM listings AS l LEFT JOIN decisions AS d ON d.listing_id = l.id
            """));
        var fired = decided.SelectMany(d => (d.GetProperty("codes").GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).CountBy(c => c).ToDictionary();
        TestContext.Current.TestOutputHelper?.WriteLine($"{decided.Count} listings: {string.Join(", ", fired.Select(f => $"{f.Key} {f.Value}"))}");

        Assert.Equal(offers.Count, decided.Count);
        Assert.All(decided, d => Assert.Contains(d.GetProperty("action").GetString(), new[] { "allow", "review" }));
        Assert.InRange(decided.Count(d => d.GetProperty("action").GetString() == "allow"), offers.Count * 99 / 100, offers.Count);

        // Measured once these signals left honest words alone: 1, 0 and 83.
        Assert.InRange(fired.GetValueOrDefault("replica_slang"), 0, offers.Count / 2000);
        Assert.InRange(fired.GetValueOrDefault("disguised_letters"), 0, offers.Count / 2000);
        Assert.InRange(fired.GetValueOrDefault("accessory"), 0, offers.Count / 100);
    }

    [Fact]
    public async Task A_listing_that_names_a_brand_is_explained_with_it()
    {
        var offers = await Scanned(withBrands: true);
        foreach (var brand in RealListings.WellKnown)
        {
            var named = offers.Where(o => o.Source == "abt" && o.Title.StartsWith($"{brand} ", StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            Assert.NotEmpty(named);
            foreach (var offer in named)
            {
                var explained = await folder.Run("explain", offer.Id, "--data", "data");
                Assert.True(explained.ExitCode == 0, explained.ToString());
                Assert.Contains($"listing {offer.Id}: allow", explained.Output, StringComparison.Ordinal);
                Assert.Contains($"brand named: {brand}\n", explained.Output, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private async Task<IReadOnlyList<RealOffer>> Scanned(bool withBrands)
    {
        if (!RealListings.AreThere)
        {
            Assert.Skip("Real product offers are not beside the repository (../shared/data/product_matching).");
        }

        var offers = RealListings.Write(folder["feeds"], Unpriced.AtZero).Where(o => o.HasPrice).ToList();
        if (withBrands)
        {
            RealListings.WriteBrands(folder["feeds"], offers);
        }

        var imported = await folder.Run("import", "feeds", "--data", "data");
        Assert.True(imported.ExitCode == 3, imported.ToString());
        var scanned = await folder.Run("scan", "--data", "data");
        Assert.True(scanned.ExitCode == 0, scanned.ToString());
        return offers;
    }

    private static List<JsonElement> Rows(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
}
