using Assay.Policy;
using Xunit;

namespace Assay.Tests.Policy;

public sealed class ExplainSubjectTests
{
    [Fact]
    public void A_listing_and_its_seller_are_explained_with_reasons_that_sum()
    {
        using var folder = Small();
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        var explain = new ExplainSubject(data.Warehouse);
        foreach (var id in new[] { "l1", "s1" })
        {
            var it = explain.Run(id).Require();
            Assert.Equal(it.Margin, it.Base + it.Rest + it.Reasons.Sum(r => r.Weight));
            Assert.NotEmpty(it.Reasons);
        }

        Assert.Contains(explain.Run("l1").Require().Reasons, r => r.Code == "replica_slang");
    }

    [Theory]
    [InlineData("l9", "neither a listing nor a seller")]
    [InlineData("l2", "was removed")]
    public void An_id_without_a_decision_gets_a_sentence(string id, string says)
    {
        using var folder = Small();
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        Assert.Contains(says, new ExplainSubject(data.Warehouse).Run(id).Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_scan_one_is_asked_for()
    {
        using var folder = Small();
        using var data = folder.Open();
        Assert.Contains("assay scan", new ExplainSubject(data.Warehouse).Run("l1").Failure!.ToString(), StringComparison.Ordinal);
    }

    private static TestFolder Small()
    {
        var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", "seller_id,registered_at,shop_name,country\ns1,2026-05-01,Shop,DE\n");
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at,removed_at\nl1,s1,Watch 1:1 mirror quality,19.90 EUR,2026-06-01,\nl2,s1,Gone,1.00 EUR,2026-06-01,2026-06-02\nl3,s1,Later,1.00 EUR,2026-06-03,\n");
        folder.Import(folder["feeds"]);
        return folder;
    }
}
