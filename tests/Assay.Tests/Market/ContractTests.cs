using System.Globalization;
using System.Net;
using Xunit;

namespace Assay.Tests.Market;

/// <summary>The feeds hold to FEEDS: names, enums, keys, references, times.</summary>
[Collection("sample market")]
public sealed class ContractTests(SampleMarket market)
{
    public static TheoryData<string> Feeds => [.. Contract.Feeds.Keys];

    [Theory]
    [MemberData(nameof(Feeds))]
    public void Each_feed_has_the_required_columns_and_no_unknown_ones(string feed)
    {
        var (required, optional) = Contract.Feeds[feed];
        var columns = market.Feed(feed).Columns;
        Assert.Empty(required.Except(columns));
        Assert.Empty(columns.Except(required).Except(optional));
        Assert.NotEmpty(market.Feed(feed).Rows);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public void Required_values_are_never_empty(string feed)
    {
        foreach (var column in Contract.Feeds[feed].Required)
        {
            Assert.DoesNotContain("", market.Feed(feed)[column]);
        }
    }

    [Fact]
    public void No_file_is_anything_but_a_feed()
    {
        var names = Directory.EnumerateFileSystemEntries(market.FeedsFolder).Select(f => Path.GetFileName(f).Split('.')[0]).Distinct();
        Assert.Equal(Contract.Feeds.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Enums_are_those_of_the_contract()
    {
        foreach (var (feed, column, values) in Contract.Enums)
        {
            Assert.Empty(market.Feed(feed)[column].Where(v => v.Length > 0).Distinct().Except(values.Split(' ')));
        }
    }

    [Fact]
    public void Keys_are_unique_within_first_versions()
    {
        foreach (var (feed, key) in Contract.Keys)
        {
            var table = market.Feed(feed, Directory.Exists(Path.Combine(market.FeedsFolder, feed)) ? "part" : "");
            var keys = table.Rows.Select(r => string.Join('|', key.Split(' ').Select(k => table.Of(r, k)))).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
        }
    }

    [Fact]
    public void References_lead_somewhere()
    {
        foreach (var (feed, column, target, key) in Contract.References)
        {
            var known = market.Feed(target)[key].ToHashSet();
            Assert.DoesNotContain(market.Feed(feed)[column], v => v.Length > 0 && !known.Contains(v));
        }
    }

    [Fact]
    public void Hashes_are_hexadecimal_and_ids_short()
    {
        foreach (var (feed, columns) in Contract.Feeds)
        {
            foreach (var column in columns.Required.Concat(columns.Optional).Intersect(market.Feed(feed).Columns))
            {
                var values = market.Feed(feed)[column].Where(v => v.Length > 0);
                if (column.EndsWith("_hash", StringComparison.Ordinal) || column is "pdq" or "router_id")
                {
                    Assert.All(values, v => Assert.Matches(column == "pdq" ? "^[0-9a-f]{64}$" : "^[0-9a-f]{32,64}$", v));
                }
                else if (column.EndsWith("_id", StringComparison.Ordinal) || column == "id")
                {
                    Assert.All(values, v => Assert.InRange(v.Length, 1, 64));
                }
            }
        }
    }

    [Fact]
    public void Times_are_utc_and_nothing_is_known_from_the_future()
    {
        foreach (var (feed, columns) in Contract.Feeds)
        {
            foreach (var column in columns.Required.Concat(columns.Optional).Intersect(market.Feed(feed).Columns).Where(c => c == "at" || c.EndsWith("_at", StringComparison.Ordinal)))
            {
                Assert.All(market.Feed(feed)[column].Where(v => v.Length > 0), v => Assert.True(Time(v) <= new DateTime(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc), $"{feed}.{column}: {v}"));
            }
        }
    }

    [Fact]
    public void Every_address_lies_in_a_listed_network()
    {
        var networks = market.Feed("networks")["prefix"].Select(p => IPNetwork.Parse(p)).ToList();
        foreach (var ip in market.Feed("sessions")["ip"].Distinct())
        {
            Assert.Contains(networks, n => n.Contains(IPAddress.Parse(ip)));
        }
    }

    [Fact]
    public void Every_price_has_a_currency_with_a_rate_for_every_day()
    {
        var rates = market.Feed("exchange_rates");
        var days = rates.Rows.GroupBy(r => rates.Of(r, "currency")).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(days.Values, count => Assert.True(count >= 547));
        Assert.All(market.Feed("orders")["currency"].Distinct(), c => Assert.True(c == "USD" || days.ContainsKey(c)));
        Assert.All(market.Feed("listings")["price"], p => Assert.Matches(@"^\d+(\.\d\d)? [A-Z]{3}$", p));
    }

    [Fact]
    public void A_later_version_is_observed_later_and_keeps_its_key()
    {
        foreach (var (feed, key, at) in new[] { ("listings", "id", "created_at"), ("orders", "order_id", "ordered_at"), ("reports", "report_id", "created_at") })
        {
            var first = market.Feed(feed, "part")[key].ToHashSet();
            var late = market.Feed(feed, "late");
            Assert.NotEmpty(late.Rows);
            Assert.All(late.Rows, r => Assert.True(first.Contains(late.Of(r, key)) && Time(late.Of(r, "observed_at")) > Time(late.Of(r, at))));
        }
    }

    [Fact]
    public void Formats_are_mixed_so_that_an_import_proves_them()
    {
        var extensions = Directory.EnumerateFiles(market.FeedsFolder, "*", SearchOption.AllDirectories).Select(Path.GetExtension).Distinct();
        Assert.Equal([".csv", ".gz", ".jsonl", ".tsv"], extensions.Order(StringComparer.Ordinal));
    }

    private static DateTime Time(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
