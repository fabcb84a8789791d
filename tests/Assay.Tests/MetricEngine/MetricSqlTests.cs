using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;
using Xunit;

namespace Assay.Tests.MetricEngine;

/// <summary>The kernel and the oracle were written by the same hand; SQL in an engine that others wrote knows neither.</summary>
public sealed class MetricSqlTests
{
    private const int Subjects = 12;

    private static readonly long s_noon = Moments.ToMicros(new DateTime(2026, 6, 30, 10, 15, 0, 123, DateTimeKind.Utc));

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 300)]
    [InlineData(3, 1500)]
    public void Every_aggregate_has_the_value_that_its_SQL_gives(int seed, int most)
    {
        var t = seed == 3 ? s_noon - (s_noon % Window.Day) : s_noon;
        var things = Things.Random(seed, Subjects, most, t);
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        foreach (var subject in Things.Catalogue.Subjects)
        {
            StoredRows.Store(warehouse, Things.Stream, subject, [.. things.Select(Things.Row)]);
            using var ours = Things.Fold(Things.Catalogue, subject, things, t, Subjects, StreamKernel.Widest, seed);
            foreach (var (place, metric) in Things.Catalogue.Of(subject).Index())
            {
                var its = StoredRows.Values(warehouse, Things.Catalogue, metric, t, Subjects);
                for (var s = 1u; s <= Subjects; s++)
                {
                    AssertSame(metric, its[s - 1], ours.Of(s)[place], $"{metric.Id} of {s}, seed {seed}");
                }
            }
        }
    }

    [Fact]
    public void A_hub_of_a_million_events_late_replaced_and_at_equal_times_among_them_has_the_values_that_its_SQL_gives()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        var (stream, box) = (Things.Stream, "box");

        // Newest first; a key's number is new where it first comes, as the store numbers them.
        warehouse.Run(new Sql("hub", $"""
            CREATE TABLE {EventSql.SortedTable(stream, box)} AS
            SELECT 1::UINTEGER AS subject, {s_noon} - 1 - (i // 3) * 20_000_000::BIGINT AS "at", i::UBIGINT AS tie,
              {s_noon} - 1 - (i // 3) * 20_000_000::BIGINT + CASE WHEN hash(i, 1) % 5 = 0 THEN (hash(i, 2) % 172_800_000_000)::BIGINT ELSE 0 END AS known_from,
              CASE WHEN hash(i, 3) % 9 = 0 THEN {s_noon} + (hash(i, 4) % 1_000_000)::BIGINT - 500_000 ELSE {long.MaxValue} END AS known_until,
              (hash(i, 5) % 4)::UTINYINT AS colour, (hash(i, 6) % 3)::UTINYINT AS broken, (CASE WHEN i % 4 = 0 THEN i // 4 + 1 WHEN i % 4 = 1 THEN 1 ELSE 0 END)::UINTEGER AS owner,
              CASE WHEN hash(i, 7) % 7 = 0 THEN {long.MinValue} ELSE (hash(i, 8) % 2_000_000)::BIGINT - 5000 END AS weight, (hash(i, 9) % 60)::BIGINT AS size
            FROM range(1_000_000) AS r(i) ORDER BY i;
            CREATE VIEW {EventSql.Table(stream, box)} AS FROM {EventSql.SortedTable(stream, box)}
            """));
        var source = new StoreEvents(warehouse, box, new Dictionary<string, StoredStream>(StringComparer.Ordinal) { [stream.Name] = new(AsKnown: true, HasFresh: false) });
        new MeasureSubjects(Things.Catalogue, box, StreamKernel.Widest).Run(source, s_noon, [new SubjectRun(1, 1)], 1, (_, ours) =>
        {
            foreach (var (place, metric) in Things.Catalogue.Of(box).Index())
            {
                AssertSame(metric, StoredRows.Values(warehouse, Things.Catalogue, metric, s_noon, 1)[0], ours.Of(1)[place], metric.Id);
            }
        }, default);
    }

    [Theory]
    [InlineData("seller")]
    [InlineData("listing")]
    [InlineData("buyer")]
    public void Every_metric_of_the_catalogue_that_needs_no_other_subject_has_the_value_that_its_SQL_gives(string subject)
    {
        var catalogue = MarketCatalogue.BuiltIn;
        using var source = new RandomMarket(subject, Subjects, s_noon);
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        foreach (var (stream, rows) in source.Events)
        {
            StoredRows.Store(warehouse, stream, subject, rows);
        }

        var compared = 0;
        new MeasureSubjects(catalogue, subject, StreamKernel.Widest).Run(source, s_noon, [new SubjectRun(1, Subjects)], 1, (_, ours) =>
        {
            foreach (var (place, metric) in catalogue.Of(subject).Index())
            {
                if (new MetricSql(catalogue, "0").Of(metric) is null)
                {
                    continue;
                }

                var its = StoredRows.Values(warehouse, catalogue, metric, s_noon, Subjects);
                for (var s = 1u; s <= Subjects; s++)
                {
                    AssertSame(metric, its[s - 1], ours.Of(s)[place], $"{metric.Id} of {s}");
                    compared++;
                }
            }
        }, default);
        Assert.True(compared > 20 * Subjects);
    }

    [Fact]
    public void What_is_computed_from_other_subjects_has_no_SQL()
    {
        var catalogue = MarketCatalogue.BuiltIn;
        var metrics = catalogue.Subjects.SelectMany(catalogue.Of).ToList();
        Assert.All(
            metrics.Where(m => m.Definition.Over is not null || m.Definition.Aggregate is Aggregate.Percentile or Aggregate.TimesMedian),
            m => Assert.Null(new MetricSql(catalogue, "0").Of(m)));
    }

    // Counts to the bit; what is divided or rooted within the last bits, as two engines round; a sketch within its error.
    private static void AssertSame(Metric metric, double? expected, double actual, string where)
    {
        var size = Math.Abs(expected ?? 0);
        var tolerance = metric.Definition.Aggregate switch
        {
            Aggregate.Count or Aggregate.Distinct or Aggregate.TopCount or Aggregate.ActiveDays or Aggregate.TopDayCount or Aggregate.Streak => 0,
            Aggregate.SinceFirst or Aggregate.SinceLast or Aggregate.Min or Aggregate.Max or Aggregate.FirstValue or Aggregate.LastValue => 0,
            Aggregate.Quantile or Aggregate.Ratio or Aggregate.Difference => (size / 127) + 1e-9,
            Aggregate.Entropy => 1e-6,
            _ => size * 1e-12,
        };
        var isSame = expected is { } value ? Math.Abs(value - actual) <= tolerance : double.IsNaN(actual);
        Assert.True(isSame, $"{where}: SQL gives {expected?.ToString("R") ?? "null"}, the kernel {actual:R}");
    }
}
