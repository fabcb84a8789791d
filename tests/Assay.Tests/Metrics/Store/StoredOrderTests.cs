using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

[Collection(RevisedMarket.Name)]
public sealed class StoredOrderTests(RevisedMarket revised)
{
    private static readonly (EventStream Stream, string Subject)[] Tables = [.. MarketStreams.All.SelectMany(s => s.Subjects.Select(k => (s, k)))];

    [Fact]
    public void Every_table_stands_in_order_holds_all_events_and_numbers_keys_as_they_first_come()
    {
        var market = revised.Stored;
        using var reading = new StreamReading(market.Warehouse, TestContext.Current.CancellationToken);
        foreach (var stream in MarketStreams.All)
        {
            reading.MakeRows(stream);
            foreach (var subject in stream.Subjects)
            {
                reading.Session.Run(new StreamSql(stream).RowsOf(subject));
                var sorted = reading.Session.Table(new Sql("test", $"FROM {StreamSql.SubjectRows} ORDER BY subject, \"at\" DESC, tie, known_from"));
                Assert.NotEmpty(sorted);
                Assert.Equal(sorted.Order(Comparer<string?[]>.Create(InOrder)), sorted);
                Assert.Equal(sorted.Count, sorted.Select(r => (r[0], r[1], r[2], r[3])).Distinct().Count());
                Assert.Equal(Numbered(stream, sorted), market.Stored(StreamSql.SortedTable(stream, subject)));
            }
        }
    }

    [Fact]
    public void Building_anew_gives_the_same_tables_whatever_the_threads()
    {
        var market = revised.Stored;
        var first = Tables.Select(t => market.Stored(StreamSql.SortedTable(t.Stream, t.Subject))).ToList();
        market.Warehouse.Run(new Sql("test", "DELETE FROM stored_streams; SET threads = 1"));
        Assert.Equal(MarketStreams.All.Count, market.Build().Count);
        foreach (var ((stream, subject), before) in Tables.Zip(first))
        {
            Assert.Equal(before, market.Stored(StreamSql.SortedTable(stream, subject)));
        }
    }

    private static int InOrder(string?[]? a, string?[]? b) =>
        (uint.Parse(a![0]!), -long.Parse(a[1]!), ulong.Parse(a[2]!), long.Parse(a[3]!)).CompareTo((uint.Parse(b![0]!), -long.Parse(b[1]!), ulong.Parse(b[2]!), long.Parse(b[3]!)));

    // The sorted rows with keys numbered by a dictionary for each subject and field.
    private static IEnumerable<string> Numbered(EventStream stream, IReadOnlyList<string?[]> sorted)
    {
        var seen = new Dictionary<(string?, int), Dictionary<string, int>>();
        foreach (var row in sorted)
        {
            var fields = StreamSql.Leading + stream.Fields.Count;
            var hashes = row.Take(fields).Where((_, column) => IsKey(stream, column));
            yield return string.Join('|', row.Take(fields).Select((value, column) =>
            {
                if (!IsKey(stream, column) || value == "0")
                {
                    return value;
                }

                var numbers = seen.TryGetValue((row[0], column), out var known) ? known : seen[(row[0], column)] = [];
                return (numbers.TryGetValue(value!, out var number) ? number : numbers[value!] = numbers.Count + 1).ToString();
            }).Concat(hashes).Concat(row.Skip(fields)));
        }
    }

    private static bool IsKey(EventStream stream, int column) => column >= StreamSql.Leading && stream.Fields[column - StreamSql.Leading].Kind == FieldKind.Key;
}
