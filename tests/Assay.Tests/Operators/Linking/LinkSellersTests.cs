using Assay.Import;
using Assay.Operators;
using Assay.Operators.Linking;
using Assay.Policy;
using Assay.Screening.Products.Tables;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Operators.Linking;

public sealed class LinkSellersTests
{
    private static readonly Sql Members = new("members", "SELECT operator_id, seller_id, first_linked_at, strength, evidence FROM operators ORDER BY ALL");
    private static readonly Sql Links = new("links", "SELECT seller_id, other_id, linked_at, bits, evidence FROM operator_links ORDER BY ALL");

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    public void Shops_that_are_linked_are_the_same_hand(ulong seed)
    {
        using var folder = Imported(seed);
        using var data = folder.Open();
        Link(data);
        var truth = Truth(seed);
        var (right, wrong) = (0, 0);
        foreach (var group in data.Warehouse.Table(Members).GroupBy(r => r[0]))
        {
            var sellers = group.Select(r => r[1]!).ToList();
            foreach (var (one, other) in sellers.SelectMany((a, i) => sellers.Skip(i + 1).Select(b => (a, b))))
            {
                var same = truth[one].Length > 0 && truth[one] == truth[other];
                (right, wrong) = (right + (same ? 1 : 0), wrong + (same ? 0 : 1));
            }
        }

        Assert.True(right >= 10, $"{right} pairs were found");
        Assert.True(wrong == 0 || right / (double)(right + wrong) >= 0.98, $"{right} right, {wrong} wrong");
    }

    [Fact]
    public void Operators_are_the_same_in_whatever_order_and_batches_the_feeds_came()
    {
        using var forward = Imported(1);
        using var backward = new TestFolder();
        var found = FindFeeds.In(Path.Combine(MarketFolder.Small(1), "feeds"), FeedMap.None).Require();
        using (var data = backward.Open())
        {
            // File by file, the last first, with a linking in between whose result must leave no trace.
            foreach (var (n, file) in found.Files.Reverse().Index())
            {
                new ImportFeeds(data, FixedClock.Default).Run(found with { Files = [file] }, FeedMap.None, null, default);
                if (n == found.Files.Count / 2)
                {
                    new LinkSellers(data.Warehouse, FixedClock.Default).Run(new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc), default);
                }
            }
        }

        using var one = forward.Open();
        using var other = backward.Open();
        Link(one);
        Link(other);
        Assert.NotEmpty(one.Warehouse.Table(Members));
        Assert.Equal(one.Warehouse.Table(Members), other.Warehouse.Table(Members));
        Assert.Equal(one.Warehouse.Table(Links), other.Warehouse.Table(Links));
    }

    [Fact]
    public void A_past_moment_knows_no_link_of_later()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        Link(data);
        var now = data.Warehouse.Table(Links).ToDictionary(r => (r[0], r[1]), r => Moments.Parse(r[2]!));
        var past = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        new LinkSellers(data.Warehouse, FixedClock.Default).Run(past, default);
        var then = data.Warehouse.Table(Links);
        Assert.NotEmpty(then);
        Assert.All(then, r => Assert.True(Moments.Parse(r[2]!) <= past));
        Assert.True(then.Count < now.Count);
    }

    [Fact]
    public void A_judgement_holds_until_it_is_withdrawn_and_lineage_tells_what_became_of_the_operator()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        Link(data);
        var pair = data.Warehouse.Table(new Sql("a pair", "SELECT any_value(operator_id), min(seller_id), max(seller_id) FROM operators GROUP BY operator_id HAVING count(*) = 2 ORDER BY 1 LIMIT 1"))[0];
        var (name, one, other) = (pair[0]!, pair[1]!, pair[2]!);
        var judge = new JudgeSameHand(data.Warehouse, FixedClock.Default);
        Assert.Null(judge.Run(one, other, SameHandVerdict.NotSame, "ana", "two firms"));
        Link(data);
        var apart = new WhySameHand(data.Warehouse).Run(one, other, default).Require();
        Assert.Null(apart.OperatorId);
        Assert.Contains("not_same, by ana: two firms", apart.Judgement, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(apart.Path).Evidence);
        Assert.Contains(data.Warehouse.Table(new Sql("lineage", "SELECT operator_id, became FROM operator_lineage")), r => r[0] == name && r[1] == "ended");

        Assert.Null(judge.Withdraw(one, other));
        Link(data);
        var again = new WhySameHand(data.Warehouse).Run(one, other, default).Require();
        Assert.Equal(name, again.OperatorId);
        var link = Assert.Single(again.Path);
        Assert.True(link.Probability >= 0.96 && link.Evidence.Any(e => e.CanLink));
        Assert.NotNull(judge.Withdraw(one, other));
    }

    [Fact]
    public void Strangers_who_were_judged_the_same_are_one_operator()
    {
        using var folder = Imported(1);
        using var data = folder.Open();
        var strangers = data.Warehouse.Table(new Sql("two sellers", "SELECT seller_id FROM sellers ORDER BY seller_id LIMIT 2"));
        Assert.Null(new JudgeSameHand(data.Warehouse, FixedClock.Default).Run(strangers[0][0]!, strangers[1][0]!, SameHandVerdict.Same, "ana", null));
        Link(data);
        var shown = new ShowOperators(data.Warehouse).Run(strangers[1][0]!).Require();
        Assert.Contains(shown.Members, m => m.SellerId == strangers[0][0]);
    }

    private static void Link(DataFolder data) => new LinkSellers(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, default);

    private static TestFolder Imported(ulong seed)
    {
        var folder = new TestFolder();
        folder.Import(Path.Combine(MarketFolder.Small(seed), "feeds"));
        return folder;
    }

    private static Dictionary<string, string> Truth(ulong seed)
    {
        var rows = ReadRows.Run(Path.Combine(MarketFolder.Small(seed), "truth", "sellers.csv"), default).Require();
        var (id, of) = (rows.Columns.ToList().IndexOf("seller_id"), rows.Columns.ToList().IndexOf("operator_id"));
        return rows.Rows.ToDictionary(r => r[id]!, r => r[of] ?? "", StringComparer.Ordinal);
    }
}
