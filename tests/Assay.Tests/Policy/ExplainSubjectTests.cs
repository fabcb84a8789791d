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

    [Fact]
    public void An_expired_right_is_named_and_keeps_a_listing_from_being_held()
    {
        using var folder = Small();
        folder.Write("brands/brands.csv", "brand_id,name,holder,country\nb1,Watchwell,Watchwell Ltd,DE\n");
        folder.Write("brands/rights.csv", "right_id,brand_id,kind,registration,jurisdiction,nice_classes,text,image_link,valid_from,valid_until\nr1,b1,word_mark,DE-77,DE,14,Watchwell,,2010-01-01,2020-01-01\n");
        folder.Write("brands/listings.csv", "id,seller_id,title,price,created_at\nl4,s1,W a t c h w e l l 高仿 mirror quality,19.90 EUR,2026-06-01\n");
        folder.Import(folder["brands"]);
        using var data = folder.Open();
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);

        var it = new ExplainSubject(data.Warehouse).Run("l4").Require();
        var about = it.About.ToDictionary(a => a.Name, a => a.Value!, StringComparer.Ordinal);
        Assert.Equal("Word mark DE-77 (DE) ended on 2020-01-01: no infringement since", about["right"]);
        Assert.StartsWith("'W a t c h w e l l' at 0 is Watchwell (blanks inside): offered as the brand's.", about["words"], StringComparison.Ordinal);
        Assert.Contains(it.Reasons, r => r is { Code: "right_does_not_hold", Weight: -2 });
        Assert.NotEqual("hold", it.Action);
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
