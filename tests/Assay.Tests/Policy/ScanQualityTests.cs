using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Policy;

/// <summary>The cold score on markets whose truth it never saw. The floors leave room for seeds; the figures stand in the README.</summary>
public sealed class ScanQualityTests
{
    private static readonly Sql Truth = new("truth", """
        CREATE OR REPLACE TEMP TABLE judged AS
        SELECT d.*, t.counterfeit FROM decisions AS d JOIN read_csv($1) AS t ON t.id = d.listing_id
        """);

    private static readonly Sql Auc = new("auc", """
        SELECT round(10000 * (sum(place) FILTER (counterfeit = 1) - count(*) FILTER (counterfeit = 1) * (count(*) FILTER (counterfeit = 1) + 1) / 2.0)
          / (count(*) FILTER (counterfeit = 1) * count(*) FILTER (counterfeit = 0)))::BIGINT
        FROM (SELECT counterfeit, rank() OVER (ORDER BY margin) + (count(*) OVER (PARTITION BY margin) - 1) / 2.0 AS place FROM judged)
        """);

    private static readonly Sql Precision = new("precision", "SELECT round(10000 * avg(counterfeit))::BIGINT FROM judged WHERE action IN ('hold', 'take_down')");

    private static readonly Sql OfScenario = new("scenario", """
        SELECT count(*) FROM decisions WHERE action = 'take_down' AND seller_id IN (
          SELECT subject_id FROM read_csv($1, all_varchar = true) WHERE scenario = $2 AND subject_kind = 'seller' AND part = $3)
        """);

    private static readonly Sql PartsOf = new("parts", "SELECT count(*) FROM read_csv($1, all_varchar = true) WHERE scenario = $2 AND subject_kind = 'seller' AND part = $3");

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Without_a_single_label_fakes_rank_above_the_rest_and_most_that_is_held_is_fake(ulong seed)
    {
        using var folder = new TestFolder();
        using var data = Scanned(folder, seed);
        data.Warehouse.Run(Truth, Path.Combine(MarketFolder.Small(seed), "truth", "listings.csv"));
        Assert.InRange(data.Warehouse.Number(Auc), 8_000, 10_000);
        Assert.InRange(data.Warehouse.Number(Precision), 4_500, 10_000);
    }

    [Theory]
    [InlineData("flash_sale", "store")]
    [InlineData("notice_campaign", "victim")]
    [InlineData("framer", "victim")]
    public void Nobody_innocent_in_a_plot_is_taken_down(string scenario, string part)
    {
        using var folder = new TestFolder();
        using var data = Scanned(folder, 11);
        var scenarios = Path.Combine(MarketFolder.Small(11), "truth", "scenarios.csv");
        Assert.True(data.Warehouse.Number(PartsOf, scenarios, scenario, part) > 0, $"the market has no {part} of {scenario}");
        Assert.Equal(0, data.Warehouse.Number(OfScenario, scenarios, scenario, part));
    }

    private static DataFolder Scanned(TestFolder folder, ulong seed)
    {
        folder.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        return data;
    }
}
