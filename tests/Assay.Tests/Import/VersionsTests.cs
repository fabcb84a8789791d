using Assay.Import;
using Assay.Warehouse;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Import;

/// <summary>The same rows, in any order, in any files and any number of times, give the same state; and it is the state a plain reading of the contract gives.</summary>
public sealed class VersionsTests
{
    private const string Current = "SELECT order_id, buyer_id, quantity, refunded_at, refund_reason, observed_at FROM orders ORDER BY ALL";
    private const string Former = "SELECT order_id, buyer_id, quantity, refunded_at, refund_reason, observed_at, until FROM orders_history ORDER BY ALL";
    private const string AsOf = "SELECT order_id, buyer_id, quantity, refunded_at, refund_reason, observed_at FROM orders_as_of($1) ORDER BY ALL";

    [Fact]
    public void Any_order_of_files_gives_the_state_that_the_contract_tells()
    {
        var batches = from rows in OrderVersion.Any.ListOf()
                      from cuts in Gen.Choose(1, 4)
                      from files in Gen.ListOf(Gen.Choose(0, cuts - 1), rows.Count)
                      from again in Gen.ListOf(Gen.Elements(0, cuts - 1))
                      from shuffled in Gen.Shuffle(rows.ToArray())
                      select new Delivery(rows, shuffled, files, [.. again.Take(2)]);
        Prop.ForAll(batches.ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(14).WithReplay(7, 11));
    }

    [Fact]
    public void Equal_hashes_of_different_keys_are_told_apart_by_the_keys()
    {
        using var plain = new TestFolder();
        using var collided = new TestFolder();
        var rows = new[] { "a", "b", "c" }.SelectMany(id => new[] { new OrderVersion(id, 1, 1, null), new OrderVersion(id, 2, 2, 2) }).ToList();
        using var one = plain.Open();
        using var two = collided.Open();
        two.Warehouse.Run(new Sql("test", "CREATE TEMP MACRO hash(key) AS CASE WHEN key < 'c' THEN 1 ELSE 2 END::UBIGINT"));
        foreach (var file in new[] { rows[..3], rows[2..5], rows[1..], rows })
        {
            var (counts, collidedCounts) = (Import(plain, one, file), Import(collided, two, file));
            Assert.Equal((counts.Imported, counts.Unchanged, counts.Replaced), (collidedCounts.Imported, collidedCounts.Unchanged, collidedCounts.Replaced));
        }

        Assert.Equal(["2"], two.Rows("SELECT count(DISTINCT key_hash) FROM orders"));
        Assert.Equal(one.Rows(Current), two.Rows(Current));
        Assert.Equal(one.Rows(Former), two.Rows(Former));
        Assert.Equal(3, two.Rows(Former).Count);
    }

    [Fact]
    public void Outcomes_without_an_id_are_known_by_whom_they_are_about_and_when()
    {
        using var folder = new TestFolder();
        const string header = "outcome_id,subject,subject_id,verdict,basis,at,observed_at\n";
        var first = folder.ImportOne("outcomes.csv", header + ",seller,s1,genuine,audit,2026-01-01,2026-01-02\n,seller,s1,genuine,audit,2026-01-03,2026-01-04\n,listing,s1,genuine,audit,2026-01-01,2026-01-02\nx,seller,s1,genuine,audit,2026-01-01,2026-01-02\n");
        Assert.Equal(4, first.Imported);
        var second = folder.ImportOne("outcomes.csv", header + ",seller,s1,counterfeit,court,2026-01-01,2026-02-01\nx,seller,s2,genuine,audit,2026-01-09,2026-01-10\n");
        Assert.Equal((0, 2), (second.Imported, second.Replaced));
        Assert.Equal(
            ["∅|listing|s1|genuine", "∅|seller|s1|counterfeit", "∅|seller|s1|genuine", "x|seller|s2|genuine"],
            folder.Rows("SELECT outcome_id, subject, subject_id, verdict FROM outcomes ORDER BY outcome_id NULLS FIRST, subject::VARCHAR, verdict"));
        Assert.Equal(["2"], folder.Rows("SELECT count(*) FROM outcomes_history"));
    }

    [Fact]
    public void A_product_without_a_beginning_is_a_product_of_its_own()
    {
        using var folder = new TestFolder();
        const string header = "product_id,brand_id,title,valid_from\n";
        Assert.Equal(2, folder.ImportOne("products.csv", header + "p,b,one,\np,b,two,2026-01-01\n").Imported);
        var again = folder.ImportOne("products.csv", header + "p,b,one,\np,b,three,\n");
        Assert.Equal((0, 1, 1), (again.Imported, again.Unchanged, again.Replaced));
        Assert.Equal(["2"], folder.Rows("SELECT count(*) FROM products"));
    }

    [Fact]
    public void Zero_and_minus_zero_are_the_same_content()
    {
        using var folder = new TestFolder();
        const string header = "site_id,kind,lat,lon\n";
        Assert.Equal(1, folder.ImportOne("sites.csv", header + "s,home,0,-0\n").Imported);
        Assert.Equal(1, folder.ImportOne("sites.csv", header + "s,home,-0.0,0\n").Unchanged);
        Assert.Equal(["0.0|0.0"], folder.Rows("SELECT lat::VARCHAR, lon::VARCHAR FROM sites"));
    }

    [Fact]
    public void Without_observed_at_a_row_is_known_from_its_own_time()
    {
        using var folder = new TestFolder();
        folder.ImportOne("listings.csv", "id,seller_id,title,price,created_at,updated_at\na,s,t,1 USD,2026-01-01,\nb,s,t,1 USD,2026-01-01,2026-02-01\n");
        Assert.Equal(["a|2026-01-01T00:00:00Z", "b|2026-02-01T00:00:00Z"], folder.Rows("SELECT id, observed_at FROM listings ORDER BY ALL"));
    }

    private static bool Holds(Delivery delivery)
    {
        using var folder = new TestFolder();
        using var other = new TestFolder();
        using var one = folder.Open();
        using var two = other.Open();
        var seen = new HashSet<OrderVersion>();
        foreach (var file in delivery.Files(delivery.Rows).Concat(delivery.Again.Select(i => delivery.Files(delivery.Rows)[i])))
        {
            Counts(Import(folder, one, file), file, seen);
        }

        Import(other, two, delivery.Shuffled);
        var all = Import(other, two, delivery.Rows);
        Assert.Equal(delivery.Rows.Count, all.Unchanged);
        Assert.Equal(one.Rows(Current), two.Rows(Current));
        Assert.Equal(one.Rows(Former), two.Rows(Former));
        AsTheContractTells(delivery.Rows, one);
        return true;
    }

    private static void Counts(FileOutcome outcome, IReadOnlyList<OrderVersion> file, HashSet<OrderVersion> seen)
    {
        var keys = seen.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var fresh = file.Where(seen.Add).ToList();
        Assert.Equal(file.Count, outcome.Read);
        Assert.Equal(file.Count - fresh.Count, outcome.Unchanged);
        Assert.Equal(fresh.Select(r => r.Id).Distinct().Count(id => !keys.Contains(id)), outcome.Imported);
        Assert.Equal(outcome.Read, outcome.Imported + outcome.Unchanged + outcome.Replaced + outcome.Rejected);
    }

    // The oracle leaves ties of observed_at open: one of the tied rows stands, the others are never current.
    private static void AsTheContractTells(IReadOnlyList<OrderVersion> rows, DataFolder data)
    {
        var distinct = rows.Distinct().ToList();
        Assert.Equal(distinct.Count, data.Rows(Current).Count + data.Rows(Former).Count);
        foreach (var day in Enumerable.Range(0, OrderVersion.LastDay + 2))
        {
            foreach (var moment in new[] { OrderVersion.Moment(day), OrderVersion.Moment(day).AddTicks(-10) })
            {
                var known = data.Rows(AsOf, moment).ToHashSet(StringComparer.Ordinal);
                var byKey = distinct.Where(r => OrderVersion.Moment(r.Observed) <= moment).GroupBy(r => r.Id).ToList();
                Assert.Equal(byKey.Count, known.Count);
                foreach (var versions in byKey)
                {
                    var newest = versions.Where(v => v.Observed == versions.Max(x => x.Observed)).ToList();
                    Assert.Contains(newest, v => known.Contains(v.KnownAt(moment)));
                }
            }
        }
    }

    private static FileOutcome Import(TestFolder folder, DataFolder data, IReadOnlyList<OrderVersion> rows)
    {
        folder.Write("feeds/orders.csv", Feeds.OrdersHeader.TrimEnd() + ",refunded_at,refund_reason,observed_at\n" + string.Concat(rows.Select(r => r.Line)));
        return new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.In(folder["feeds"], FeedMap.None).Require(), FeedMap.None, null, default).Files.Single();
    }

    internal sealed record Delivery(IReadOnlyList<OrderVersion> Rows, IReadOnlyList<OrderVersion> Shuffled, IReadOnlyList<int> Cuts, IReadOnlyList<int> Again)
    {
        public IReadOnlyList<IReadOnlyList<OrderVersion>> Files(IReadOnlyList<OrderVersion> rows) =>
            [.. Enumerable.Range(0, 4).Select(file => rows.Where((_, i) => Cuts[i] == file).ToList())];
    }

    /// <summary>A version of an order: few ids, few days, few contents, so that they meet.</summary>
    internal sealed record OrderVersion(string Id, int Observed, int Quantity, int? Refunded)
    {
        public const int LastDay = 6;

        public static Gen<OrderVersion> Any { get; } =
            from id in Gen.Elements("a", "b", "c")
            from observed in Gen.Choose(1, 4)
            from quantity in Gen.Choose(1, 2)
            from refunded in Gen.Elements<int?>(null, 3, LastDay)
            select new OrderVersion(id, observed, quantity, refunded);

        public string Line => $"{Id},l1,s1,b1,{Quantity},5,USD,2026-01-01,{(Refunded is { } day ? $"{Moment(day):yyyy-MM-dd},damaged" : ",")},{Moment(Observed):yyyy-MM-dd}\n";

        public static DateTime Moment(int day) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day);

        public string KnownAt(DateTime moment)
        {
            var isRefunded = Refunded is { } day && Moment(day) <= moment;
            return $"{Id}|b1|{Quantity}|{(isRefunded ? $"{Moment(Refunded!.Value):yyyy-MM-dd}T00:00:00Z|damaged" : "∅|∅")}|{Moment(Observed):yyyy-MM-dd}T00:00:00Z";
        }
    }
}
