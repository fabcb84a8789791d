using Assay.Operators;
using Assay.Operators.Linking;
using Xunit;

namespace Assay.Tests.Operators;

public sealed class AlarmTests
{
    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void An_operator_of_thirty_shops_is_named_for_a_look(int shops, bool isAlarming)
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", string.Join('\n', Enumerable.Range(0, 100).Select(n => $"s{n},2025-01-01,Shop {n},DE").Prepend("seller_id,registered_at,shop_name,country")));
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at\nl1,s1,Lamp,10.00 EUR,2026-01-01\n");
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        var judge = new JudgeSameHand(data.Warehouse, FixedClock.Default);
        Assert.All(Enumerable.Range(1, shops - 1), n => Assert.Null(judge.Run($"s{n - 1}", $"s{n}", SameHandVerdict.Same, "ana", null)));
        new LinkSellers(data.Warehouse, FixedClock.Default).Run(new DateTime(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc), default);
        var line = Assert.Single(new ShowOperators(data.Warehouse).Largest(10));
        Assert.Equal((shops, isAlarming), (line.Sellers, line.IsAlarming));
    }
}
