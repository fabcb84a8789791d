using System.Text.Json;
using Assay.Policy;
using Assay.Tracing.Closed;
using Xunit;

namespace Assay.Tests.Tracing;

public sealed class ListClosedOperatorsTests
{
    [Fact]
    public void The_list_has_who_was_closed_for_counterfeits_by_shops_closed_and_nobody_else()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", """
            seller_id,registered_at,shop_name,country,identity_hash,closed_at,close_reason
            a1,2024-01-01,A one,DE,00000000000000000000000000000001,2026-01-10,counterfeit
            a2,2024-03-01,A two,DE,00000000000000000000000000000001,2026-03-10,counterfeit
            a3,2026-04-01,A three,DE,00000000000000000000000000000001,,
            b1,2024-01-01,B,FR,00000000000000000000000000000002,2026-02-10,counterfeit
            c1,2024-01-01,C,FR,00000000000000000000000000000003,2026-02-10,voluntary
            d1,2020-01-01,D,FR,00000000000000000000000000000004,2021-02-10,counterfeit
            """);
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at\nl1,a3,Lamp,10.00 EUR,2026-06-01\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);

        var list = new ListClosedOperators(data.Warehouse).Run().Require();

        Assert.Equal(2, list.Count);
        Assert.Equal((true, 3, 2), (list[0].IsOperator, list[0].Shops, list[0].Closed));
        Assert.Equal(["a1", "a2", "a3"], list[0].Sellers);
        Assert.Equal(new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc).AddDays(ListClosedOperators.Days), list[0].ExpiresAt);
        Assert.Equal(("b1", false), (list[1].Id, list[1].IsOperator));

        ListClosedOperators.Write(folder["out"], list);
        Assert.Equal(3, File.ReadAllLines(folder["out/closed_operators.csv"]).Length);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["out/closed_operators.json"]));
        Assert.Equal("internal", json.RootElement.GetProperty("audience").GetString());
        var entities = File.ReadAllLines(folder["out/closed_operators.ftm.jsonl"]).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(4, entities.Count(e => e.GetProperty("schema").GetString() == "Company"));
        Assert.Equal(4, entities.Count(e => e.GetProperty("schema").GetString() == "UnknownLink"));
        Assert.Equal(2, entities.Count(e => e.GetProperty("schema").GetString() == "LegalEntity"));
    }
}
