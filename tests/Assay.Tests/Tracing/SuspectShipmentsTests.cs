using System.Text.Json;
using Assay.Policy;
using Assay.Tracing;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Tracing;

public sealed class SuspectShipmentsTests
{
    private static readonly Sql Suspects = new("suspects", """
        SELECT u.shipment_id, u.score, u.reasons, coalesce(s.from_country, f.country) AS from_country, s.to_country, o.listing_id
        FROM suspect_shipments AS u JOIN shipments AS s USING (shipment_id) LEFT JOIN sites AS f ON f.site_id = s.from_site LEFT JOIN orders AS o USING (order_id) ORDER BY u.score DESC, u.shipment_id
        """);

    private static readonly Sql Exported = new("exported", """
        SELECT o.listing_id FROM shipments AS s JOIN sites AS f ON f.site_id = s.from_site JOIN orders AS o USING (order_id) WHERE f.country <> s.to_country
        """);

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    public void What_contradicts_most_holds_counterfeits_four_times_as_often_as_any_export(ulong seed)
    {
        using var folder = new TestFolder();
        using var data = Traced(folder, seed);
        var fakes = Fakes(seed);
        var exported = data.Warehouse.Table(Exported);
        var worst = data.Warehouse.Table(Suspects).Where(r => double.Parse(r[1]!) >= 80 && r[5] is not null).ToList();
        var usual = exported.Count(r => fakes.Contains(r[0]!)) / (double)exported.Count;
        Assert.True(worst.Count >= 50, $"{worst.Count} suspects");
        Assert.True(worst.Count(r => fakes.Contains(r[5]!)) >= 4 * usual * worst.Count, $"{worst.Count(r => fakes.Contains(r[5]!))} of {worst.Count}, usual {usual:0.000}");
    }

    [Fact]
    public void Each_left_the_country_and_its_score_is_what_its_reasons_leave_of_the_doubt()
    {
        using var folder = new TestFolder();
        using var data = Traced(folder, 1);
        foreach (var row in data.Warehouse.Table(Suspects))
        {
            Assert.NotEqual(row[3], row[4]);
            using var reasons = JsonDocument.Parse(row[2]!);
            var doubt = reasons.RootElement.EnumerateArray().Aggregate(1.0, (left, r) => left * (1 - r.GetProperty("weight").GetDouble()));
            Assert.True(reasons.RootElement.GetArrayLength() >= 2);
            Assert.All(reasons.RootElement.EnumerateArray(), r => Assert.NotEmpty(r.GetProperty("sentence").GetString()!));
            Assert.Equal(100 * (1 - doubt), double.Parse(row[1]!), 0.006);
        }
    }

    private static HashSet<string> Fakes(ulong seed) =>
        [.. File.ReadLines(Path.Combine(MarketFolder.Small(seed), "truth", "listings.csv")).Skip(1).Select(l => l.Split(',')).Where(c => c[2] == "1").Select(c => c[0])];

    private static DataFolder Traced(TestFolder folder, ulong seed)
    {
        folder.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        new TraceSources(data.Warehouse).Run(default).Require();
        return data;
    }
}
