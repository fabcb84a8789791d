using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Scoring;

/// <summary>
/// Measures what the cold score reads of the metric engine into the session's tables <c>measured_sellers</c> and <c>measured_listings</c>: a row a
/// subject, a column a metric, null for none. The store must have been built.
/// </summary>
public sealed class MeasureFacts(IWarehouse warehouse)
{
    /// <summary>The metrics that are read, by kind of subject.</summary>
    internal static IReadOnlyList<(string Subject, string[] Metrics)> Wanted { get; } =
    [
        ("seller",
        [
            "orders_all", "refunds_counterfeit_all", "refunds_not_as_described_all", "reviews_all", "says_fake_all", "rating_mean_all", "five_star_reviews_all",
            "five_star_top_day_share_all", "new_five_star_reviews_all", "views_all", "search_share_all", "ad_share_all",
        ]),
        ("listing", ["orders_all", "refunds_counterfeit_all", "reviews_all", "says_fake_all"]),
    ];

    /// <summary>Measures everybody as of a moment.</summary>
    public void Run(DateTime asOf, CancellationToken stop)
    {
        foreach (var (subject, metrics) in Wanted)
        {
            var ids = metrics.Select(m => $"{subject}.{m}").ToList();
            var measured = new MeasureMarket(warehouse, MarketCatalogue.BuiltIn, Environment.ProcessorCount).Keep(asOf, subject, ids, stop);
            var columns = ids.Select(id => measured[id].AsMemory(1)).ToArray();
            Write(subject, metrics, [.. Enumerable.Range(1, columns[0].Length).Select(no => (uint)no)], columns);
        }
    }

    /// <summary>Measures the sellers in <c>scope_sellers</c> and the live ones of <c>scope_listings</c>, bit by bit as <see cref="Run(DateTime, CancellationToken)"/> does.</summary>
    public void Run(LiveFacts live, DateTime asOf, CancellationToken stop)
    {
        foreach (var (subject, metrics) in Wanted)
        {
            var numbers = Numbers(Sql.Load($"Scoring/{subject}s_in_scope.sql"));
            Write(subject, metrics, numbers, live.Measure(subject, numbers, asOf, stop));
        }
    }

    private uint[] Numbers(Sql sql)
    {
        var numbers = new List<uint>();
        using var rows = warehouse.Query(sql);
        while (rows.Next())
        {
            numbers.AddRange(rows.Values<uint>(0));
        }

        return [.. numbers];
    }

    private void Write(string subject, string[] metrics, uint[] numbers, Memory<double>[] columns)
    {
        var numbered = $"measured_{subject}_numbers";
        var names = string.Join(", ", metrics);
        warehouse.Run(new Sql(numbered, $"CREATE OR REPLACE TEMP TABLE {numbered} (no UINTEGER, {string.Join(", ", metrics.Select(m => $"{m} DOUBLE"))})"));
        using (var writer = warehouse.Append(numbered))
        {
            for (var first = 0; first < numbers.Length; first += writer.Capacity)
            {
                Batch(writer, numbers, columns, first, Math.Min(writer.Capacity, numbers.Length - first));
            }

            writer.Finish();
        }

        warehouse.Run(new Sql(
            $"measured {subject}s",
            $"CREATE OR REPLACE TEMP TABLE measured_{subject}s AS SELECT id AS {subject}_id, {names} FROM {numbered} JOIN subjects USING (no) WHERE kind = $1"), subject);
    }

    private static void Batch(ITableWriter writer, uint[] numbers, Memory<double>[] columns, int first, int count)
    {
        numbers.AsSpan(first, count).CopyTo(writer.Values<uint>(0));
        for (var c = 0; c < columns.Length; c++)
        {
            var values = columns[c].Span.Slice(first, count);
            values.CopyTo(writer.Values<double>(c + 1));
            for (var i = 0; i < count; i++)
            {
                if (double.IsNaN(values[i]))
                {
                    writer.SetNull(c + 1, i);
                }
            }
        }

        writer.Write(count);
    }
}
