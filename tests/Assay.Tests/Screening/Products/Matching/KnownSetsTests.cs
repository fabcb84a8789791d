using Assay.Screening.Products.Matching;
using Xunit;

namespace Assay.Tests.Screening.Products.Matching;

/// <summary>Public sets of labelled pairs, where they lie beside the repository. The test splits are the bench's; here valid is judged.</summary>
public sealed class KnownSetsTests
{
    [Theory]
    [InlineData("Abt-Buy", 0.9, 0.8)]
    [InlineData("Amazon-Google", 0.75, 0.58)]
    public void Real_shops_articles_are_matched_as_well_as_was_published(string set, double learned, double cold)
    {
        if (SharedData.Find("product_matching") is not { } folder)
        {
            Assert.Skip("../shared/data/product_matching is absent");
            return;
        }

        var valid = Path.Combine(folder, set, "valid.txt");
        var options = new MatchOptions { Seeds = 1 };
        Assert.True(new MatchTables(options).Run(new MatchFiles { Pairs = valid }, default).Require().Result.OfAsked!.F1 >= cold);
        Assert.True(new MatchTables(options).Run(new MatchFiles { Train = Path.Combine(folder, set, "train.txt"), Pairs = valid }, default).Require().Result.OfAsked!.F1 >= learned);
    }
}
