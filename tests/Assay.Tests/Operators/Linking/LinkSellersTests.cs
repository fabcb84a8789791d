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

    // Batches of rows in random order, each linked as it comes: those whom it touches, and nobody else.
    [Theory]
    [InlineData(1ul, 5)]
    [InlineData(2ul, 6)]
    public void Linking_whom_each_batch_touches_gives_what_linking_everybody_gives(ulong seed, int shuffle)
    {
        using var whole = new TestFolder();
        using var parts = new TestFolder();
        string[] places = [Path.Combine(MarketFolder.Small(seed), "feeds", "sites.tsv"), Path.Combine(MarketFolder.Small(seed), "feeds", "networks.csv")];
        Import(whole, "0", places);
        Import(parts, "0", places);
        var random = new Random(shuffle);
        var lines = new[] { "sellers", "listings", "sessions", "payments", "shipments", "reviews" }.SelectMany(feed => Lines(seed, feed)).OrderBy(_ => random.Next()).ToArray();
        ImportLines(whole, "all", lines);
        foreach (var (batches, batch) in lines.Chunk((lines.Length / 6) + 1).Index())
        {
            var files = ImportLines(parts, $"batch{batches}", batch);
            using var data = parts.Open();
            var run = data.Warehouse.Number(new Sql("newest run but of this batch", "SELECT max(run) - $1 FROM imports"), files);
            data.Warehouse.Run(Touched, run);
            using var transaction = data.Warehouse.Begin();
            new LinkSellers(data.Warehouse, FixedClock.Default).LinkTouched(End, default);
            transaction.Commit();
        }

        using var one = whole.Open();
        using var other = parts.Open();
        new LinkSellers(one.Warehouse, FixedClock.Default).Run(End, default);
        Assert.Equal(one.Warehouse.Table(Links), other.Warehouse.Table(Links));
        Assert.Equal(one.Warehouse.Table(Members), other.Warehouse.Table(Members));
        Assert.NotEmpty(one.Warehouse.Table(Members));
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
        var apart = new WhySameHand(data.Warehouse).Run(one, other).Require();
        Assert.Null(apart.OperatorId);
        Assert.Contains("not_same, by ana: two firms", apart.Judgement, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(apart.Path).Evidence);
        Assert.Contains(data.Warehouse.Table(new Sql("lineage", "SELECT operator_id, became FROM operator_lineage")), r => r[0] == name && r[1] == "ended");

        Assert.Null(judge.Withdraw(one, other));
        Link(data);
        var again = new WhySameHand(data.Warehouse).Run(one, other).Require();
        Assert.Equal(name, again.OperatorId);
        var link = Assert.Single(again.Path);
        Assert.True(link.Probability >= 0.96 && link.Evidence.Any(e => e.CanLink));
        Assert.NotNull(judge.Withdraw(one, other));
    }

    // A device and an account of everybody, sellers without a session, papers before the first day and a session before the registration.
    [Fact]
    public void What_everybody_has_links_nobody_and_what_is_missing_or_backwards_harms_nothing()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", string.Join('\n', Enumerable.Range(0, 20_000).Select(n => $"s{n},2025-0{1 + (n % 9)}-01,Shop {n},DE,everybodys").Prepend("seller_id,registered_at,shop_name,country,payout_account")));
        folder.Write("feeds/listings.csv", "id,seller_id,title,price,created_at\nl1,s1,Lamp,10.00 EUR,2026-01-01\n");
        folder.Write("feeds/sessions.csv", string.Join('\n', Enumerable.Range(0, 15_000).Select(n => $"s{n},seller,2024-12-3{n % 2}T00:00:00Z,sign_in,10.0.0.1,device,00000000000000000000000000000001").Prepend("account_id,account_kind,at,action,ip,device_id,router_id")));
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        var summary = new LinkSellers(data.Warehouse, FixedClock.Default).Run(End, default);
        Assert.Equal((20_000, 0, 0), (summary.Sellers, summary.Operators, summary.Links));
        Assert.Null(new WhySameHand(data.Warehouse).Run("s1", "s2").Require().OperatorId);
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

    private static readonly DateTime End = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Sql Touched = new("touched sellers", """
        CREATE OR REPLACE TEMP TABLE scope_sellers AS
        SELECT seller_id FROM sellers WHERE run > $1
        UNION SELECT account_id FROM sessions WHERE run > $1 AND account_kind = 'seller'
        UNION SELECT seller_id FROM shipments WHERE run > $1 AND seller_id IS NOT NULL
        UNION SELECT seller_id FROM listings WHERE run > $1
        UNION SELECT seller_id FROM reviews WHERE run > $1
        UNION SELECT s.seller_id FROM sellers AS s JOIN payments AS p ON s.payout_account IN (p.from_account, p.to_account) WHERE p.run > $1
        """);

    // Rows of one line: a description may have several.
    private static IEnumerable<(string Feed, string Header, string Line)> Lines(ulong seed, string feed)
    {
        var path = Path.Combine(MarketFolder.Small(seed), "feeds", feed);
        var files = Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : Directory.GetFiles(Path.GetDirectoryName(path)!, $"{feed}.csv").AsEnumerable();
        foreach (var file in files)
        {
            var lines = File.ReadAllLines(file);
            var isJson = file.EndsWith(".jsonl", StringComparison.Ordinal);
            foreach (var line in lines.Skip(isJson ? 0 : 1).Where(l => isJson || (l.Count(c => c == '"') % 2 == 0 && l.Count(c => c == ',') >= lines[0].Count(c => c == ','))))
            {
                yield return (feed, isJson ? "" : lines[0], line);
            }
        }
    }

    // A file for each feed and each of its headers.
    private static int ImportLines(TestFolder folder, string name, IReadOnlyList<(string Feed, string Header, string Line)> lines)
    {
        var files = lines.GroupBy(l => (l.Feed, l.Header)).ToList();
        foreach (var (number, file) in files.Index())
        {
            var rows = file.Select(l => l.Line);
            folder.Write($"{name}/{file.Key.Feed}/{number}.{(file.Key.Header.Length > 0 ? "csv" : "jsonl")}", string.Join('\n', file.Key.Header.Length > 0 ? rows.Prepend(file.Key.Header) : rows));
        }

        folder.Import(folder[name]);
        return files.Count;
    }

    private static void Import(TestFolder folder, string name, params string[] files)
    {
        var from = Directory.CreateDirectory(folder[$"import{name}"]).FullName;
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(from, Path.GetFileName(file)));
        }

        folder.Import(from);
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
