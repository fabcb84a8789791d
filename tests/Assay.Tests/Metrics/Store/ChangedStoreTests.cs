using System.Collections.Concurrent;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>A store that took changes in, import by import, is the store that is built at once from the same rows.</summary>
[Collection(RevisedMarket.Name)]
public sealed class ChangedStoreTests(RevisedMarket revised)
{
    private static readonly (EventStream Stream, string Subject)[] Tables = [.. MarketStreams.All.SelectMany(s => s.Subjects.Select(k => (s, k)))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Versions_and_late_rows_in_any_order_of_imports_change_what_they_change_and_nothing_else(int seed)
    {
        using var market = StoredMarket.Small();
        market.Build();
        var pieces = Revision.Everything.ToArray();
        new Random(seed).Shuffle(pieces);
        foreach (var some in pieces.Chunk(5))
        {
            market.Revise(some);
            Assert.All(market.Build(rebuildShare: 0), built => Assert.NotEqual(BuiltBy.ReadingAll, built.By));
        }

        AssertSameAsAnew(market);
    }

    [Fact]
    public void Rows_in_the_order_in_which_they_became_known_are_added_without_reading_the_rest()
    {
        using var market = new StoredMarket();
        var from = "1900-01-01";
        var by = new List<BuiltBy>();
        foreach (var until in (string[])["2026-05-20", "2026-06-01", "2026-06-02", "2026-06-03 12:00", "2026-06-10", "2100-01-01"])
        {
            market.Take(revised.Stored, from, until);
            by.AddRange(market.Build().Select(b => b.By));
            from = until;
        }

        Assert.InRange(by.Count(b => b == BuiltBy.AddingChanges), MarketStreams.All.Count * 3, by.Count - MarketStreams.All.Count);
        AssertSameAsAnew(market);
    }

    [Fact]
    public void Touched_subjects_are_those_whose_events_changed()
    {
        using var market = StoredMarket.Small();
        market.Build();
        var before = Tables.ToDictionary(t => t, t => BySubject(market, t.Stream, t.Subject));
        market.Revise([.. Revision.Everything.Where(r => r.Feed is "orders" or "sellers").Select(r => (r.Feed, $"{r.Query} LIMIT 20"))]);
        foreach (var built in market.Build(rebuildShare: 0))
        {
            foreach (var subject in built.Stream.Subjects)
            {
                var (old, now) = (before[(built.Stream, subject)], BySubject(market, built.Stream, subject));
                var changed = old.Select(g => g.Key).Union(now.Select(g => g.Key)).Where(s => !old[s].Order().SequenceEqual(now[s].Order()));
                Assert.Empty(changed.Except(built.Touched![subject].Select(n => n.ToString())));
            }
        }
    }

    private static void AssertSameAsAnew(StoredMarket market)
    {
        var asOf = ScanMarket.NewestMoment(market.Warehouse)!.Value;
        var changed = Tables.Select(t => Rows(market, t.Stream, t.Subject)).ToList();
        var values = Subjects.ToDictionary(s => s, s => Measure(market, s, asOf));
        var told = Told(market);
        market.Warehouse.Run(new Sql("test", "DELETE FROM stored_streams"));
        Assert.All(market.Build(), built => Assert.Equal(BuiltBy.ReadingAll, built.By));
        foreach (var ((stream, subject), rows) in Tables.Zip(changed))
        {
            Assert.Equal(Rows(market, stream, subject), rows);
        }

        Assert.Equal(Told(market), told);
        foreach (var subject in Subjects)
        {
            var anew = Measure(market, subject, asOf);
            Assert.Equal(anew.Length, values[subject].Length);
            Assert.All(anew.Zip(values[subject]), pair => Assert.Equal(pair.First, pair.Second));
        }
    }

    private static string[] Subjects => ["seller", "listing", "buyer"];

    private static List<string> Rows(StoredMarket market, EventStream stream, string subject) => [.. market.Stored(StreamSql.Table(stream, subject)).Order(StringComparer.Ordinal)];

    private static ILookup<string, string> BySubject(StoredMarket market, EventStream stream, string subject) =>
        market.Stored(StreamSql.Table(stream, subject)).ToLookup(r => r.Split('|')[0], StringComparer.Ordinal);

    private static List<string> Told(StoredMarket market) =>
        [.. market.Warehouse.Table(new Sql("test", "SELECT stream, subject, rows FROM stored_streams ORDER BY ALL")).Select(r => string.Join('|', r))];

    // Bits, so that a null equals a null.
    private static long[][] Measure(StoredMarket market, string subject, DateTime asOf)
    {
        var rows = new ConcurrentDictionary<uint, long[]>();
        new MeasureMarket(market.Warehouse, MarketCatalogue.BuiltIn, 2).Run(asOf, subject, (run, values) =>
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s] = [.. values.Of(s).ToArray().Select(BitConverter.DoubleToInt64Bits)];
            }
        }, TestContext.Current.CancellationToken);
        return [.. rows.OrderBy(r => r.Key).Select(r => r.Value)];
    }
}
