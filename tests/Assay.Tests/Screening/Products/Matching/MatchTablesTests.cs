using Assay.Screening.Products.Learning;
using Assay.Screening.Products.Matching;
using Xunit;

namespace Assay.Tests.Screening.Products.Matching;

public sealed class MatchTablesTests : IDisposable
{
    private static readonly MatchOptions s_fast = new() { Boosting = new BoostingOptions { Trees = 40 }, Folds = 3, Seeds = 1 };

    private readonly TestFolder folder = new();

    public MatchTablesTests() => Shop.Write(folder, 120);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Articles_are_found_without_a_label_whatever_their_columns_are_called()
    {
        var matched = new MatchTables(s_fast).Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Pairs = folder["asked.csv"] }, default).Require();

        Assert.Equal(("nr", "Artikel", "Preis"), (matched.Left.Roles.Id, matched.Left.Roles.Title, matched.Left.Roles.Price));
        Assert.Equal(("sku_code", "product name", "maker", "cost"), (matched.Right.Roles.Id, matched.Right.Roles.Title, matched.Right.Roles.Brand, matched.Right.Roles.Price));
        Assert.True(matched.Result.OfAsked!.F1 > 0.9, $"{matched.Result.OfAsked}");
        Assert.Equal(1, matched.Result.CandidateRecall);
    }

    [Fact]
    public void Labels_are_learned_from_and_all_candidates_scored()
    {
        var matched = new MatchTables(s_fast).Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Train = folder["train.csv"] }, default).Require();

        var best = matched.Result.Pairs.GroupBy(p => p.LeftId).Select(g => g.First()).ToList();
        Assert.True(matched.Result.Held!.F1 > 0.9);
        Assert.Equal(120, best.Count);
        Assert.True(best.Count(p => p.LeftId[1..] == p.RightId[1..]) >= 115);
        Assert.All(matched.Result.Pairs, p => Assert.NotEqual("", p.Reasons));
    }

    [Fact]
    public void Pairs_judged_alone_do_not_depend_on_which_others_are_asked()
    {
        var one = folder.Write("one.csv", "l,r\nL5,R5\n");
        MatchedPair Judged(string? pairs) => new MatchTables(s_fast with { Alone = true })
            .Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Train = folder["train.csv"], Pairs = pairs }, default).Require().Result.Pairs.First(p => p is { LeftId: "L5", RightId: "R5" });

        Assert.Equal(Judged(null), Judged(one));
        Assert.DoesNotContain("rivals", Judged(one).Reasons, StringComparison.Ordinal);
    }

    [Fact]
    public void One_thread_and_several_write_the_same_bytes()
    {
        byte[] Written(int threads)
        {
            var to = folder[$"scores-{threads}.csv"];
            new MatchTables(s_fast with { Threads = threads }).Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Train = folder["train.csv"], Out = to }, default).Require();
            return File.ReadAllBytes(to);
        }

        var one = Written(1);
        Assert.True(one.Length > 1000);
        Assert.Equal(one, Written(3));
    }

    [Fact]
    public void A_list_of_matches_alone_makes_the_other_candidates_its_counterexamples()
    {
        var matches = File.ReadLines(folder["train.csv"]).Where(l => l.EndsWith(",1", StringComparison.Ordinal)).Select(l => l[..^2]);
        var gold = folder.Write("gold.csv", "D1,D2\n" + string.Join('\n', matches) + "\n");
        var matched = new MatchTables(s_fast).Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Train = gold, Pairs = folder["asked.csv"] }, default).Require();

        Assert.True(matched.Result.OfAsked!.Precision > 0.9);
    }

    [Fact]
    public void Lines_that_hold_both_rows_need_no_tables()
    {
        var lines = Enumerable.Range(0, 60).SelectMany(i => new[] { Line(i, i, 1), Line(i, (i * 7 % 60) + 1, 0) }).ToList();
        var all = folder.Write("pairs.txt", string.Join('\n', lines) + "\nCOL broken\n");
        var matched = new MatchTables(s_fast).Run(new MatchFiles { Train = all, Pairs = all }, default).Require();

        Assert.Equal(120, matched.Result.Pairs.Count);
        Assert.Equal([("pairs.txt", 1), ("pairs.txt", 1)], matched.Rejected);
        static string Line(int a, int b, int label) => $"COL title VAL drill kx{a + 100} red COL price VAL {a + 1}.0\tCOL title VAL kx-{b + 100} drill COL price VAL {b + 1}.5\t{label}";
    }

    [Fact]
    public void Ids_that_no_table_has_and_ids_that_come_twice_are_counted()
    {
        var pairs = folder.Write("some.csv", "left_id,right_id\nL1,R1\nL1,nobody\n");
        File.AppendAllText(folder["left.tsv"], "\tnameless\t1\n");
        var matched = new MatchTables(s_fast).Run(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Pairs = pairs }, default).Require();

        Assert.Equal("L1", Assert.Single(matched.Result.Pairs).LeftId);
        Assert.Contains(("some.csv", 1), matched.Rejected);
    }

    [Fact]
    public void What_cannot_be_matched_is_refused_in_a_sentence()
    {
        string Problem(MatchFiles files) => new MatchTables(s_fast).Run(files, default).Failure!.ToString();

        Assert.Contains("Name both", Problem(new MatchFiles { Left = folder["left.tsv"] }), StringComparison.Ordinal);
        Assert.Contains("is not there", Problem(new MatchFiles { Left = folder["left.tsv"], Right = folder["none.csv"] }).Replace("cannot be opened", "is not there", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("no column of titles", Problem(new MatchFiles { Left = folder["left.tsv"], Right = folder.Write("numbers.csv", "a,b\n1,2\n3,4\n") }), StringComparison.Ordinal);
        Assert.Contains("10 of each or more", Problem(new MatchFiles { Left = folder["left.tsv"], Right = folder["right.csv"], Train = folder.Write("few.csv", "l,r,label\nL1,R1,1\nL1,R2,0\n") }), StringComparison.Ordinal);
    }
}
