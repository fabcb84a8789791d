using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>
/// A metric as one statement in DuckDB's SQL over the store's tables, slow and plain: what an auditor runs to see that a value is what the definition says, and what
/// a test compares the kernel with. Subjects that no row comes for have the value of no events: 0 for what counts, else null.
/// </summary>
/// <param name="catalogue">Where the definitions stand that others are computed from.</param>
/// <param name="moment">SQL of the moment asked about, in microseconds since 1970: a parameter, or an expression.</param>
public sealed class MetricSql(Catalogue catalogue, string moment)
{
    /// <summary>The statement, with columns <c>subject</c> and <c>value</c>; null for what is computed from other subjects' values.</summary>
    public string? Of(Metric metric) => Statement(metric.Definition, metric.Window);

    /// <summary>The value of a subject that no row comes for: 0 for what counts and for differences of such, else null.</summary>
    public double? WithoutRows(MetricDefinition definition) =>
        definition.Aggregate == Aggregate.Difference && definition.Over is null
            ? WithoutRows(catalogue.Find(definition.From!)!) - WithoutRows(catalogue.Find(definition.To!)!)
            : definition.Stream is not null && CompileStream.IsZero(definition.Aggregate) ? 0 : null;

    private string? Statement(MetricDefinition definition, WindowPair window) => definition switch
    {
        { Over: not null } => null,
        { Aggregate: Aggregate.Ratio or Aggregate.Difference or Aggregate.Burst } => OfTwo(definition, window),
        { Stream: null } => null,
        _ => OfEvents(definition, window.First),
    };

    private string? OfTwo(MetricDefinition d, WindowPair window)
    {
        var (first, second) = (window.First, window.Second ?? window.First);
        var from = catalogue.Find(d.From!)!;
        var to = d.To is null ? from : catalogue.Find(d.To)!;
        if (Statement(from, new WindowPair(first)) is not { } a || Statement(to, new WindowPair(second)) is not { } b)
        {
            return null;
        }

        var (x, y) = (OrEmpty("a", from), OrEmpty("b", to));
        var value = d.Aggregate switch
        {
            Aggregate.Difference => $"{x} - {y}",
            Aggregate.Ratio => $"{x} / nullif({y}, 0)",
            _ => $"{x} * {Days(second)} / nullif({y} * {Days(first)}, 0)",
        };
        return $"""
            SELECT subject, {value} AS value
            FROM (
            {a}
            ) AS a FULL JOIN (
            {b}
            ) AS b USING (subject)
            """;
    }

    private string Days(Window window) => $"(({moment} - {EventSql.Start(window, moment)}) / 86400e6)";

    private string OrEmpty(string side, MetricDefinition d) => WithoutRows(d) is null ? $"{side}.value" : $"coalesce({side}.value, 0)";

    private string OfEvents(MetricDefinition d, Window window) => d.Aggregate switch
    {
        Aggregate.Count => Grouped("count(*)", Rows(d, window)),
        Aggregate.Rate => Grouped($"count(CASE WHEN {EventSql.All(d.Where)} THEN 1 END) / count(*)", Seen(d, window, d.Of)),
        Aggregate.Trend => Grouped($"1 - 2 * CAST(sum(({moment} - \"at\") // 1000000) AS DOUBLE) / (count(*) * (({moment} - {EventSql.Start(window, moment)}) / {EventSql.Micros}))", Rows(d, window)),
        Aggregate.SinceFirst => Grouped($"({moment} - min(\"at\")) / {EventSql.Micros}", Rows(d, window)),
        Aggregate.SinceLast => Grouped($"({moment} - max(\"at\")) / {EventSql.Micros}", Rows(d, window)),
        Aggregate.ActiveDays => Grouped("count(DISTINCT CAST(make_timestamp(\"at\") AS DATE))", Rows(d, window)),
        Aggregate.TopDayCount => Grouped("max(n)", Counted("CAST(make_timestamp(\"at\") AS DATE)", Rows(d, window))),
        Aggregate.TopDayShare => Grouped("max(n) / sum(n)", Counted("CAST(make_timestamp(\"at\") AS DATE)", Rows(d, window))),
        Aggregate.Distinct => Grouped($"count(DISTINCT {EventSql.Field(d.By!)})", Rows(d, window)),
        Aggregate.RepeatShare => Grouped($"(count(*) - count(DISTINCT {EventSql.Field(d.By!)})) / count(*)", Rows(d, window)),
        Aggregate.TopCount => Grouped("max(n)", Counted(EventSql.Field(d.By!), Rows(d, window))),
        Aggregate.TopShare => Grouped("max(n) / sum(n)", Counted(EventSql.Field(d.By!), Rows(d, window))),
        Aggregate.Entropy => Grouped("log2(sum(n)) - sum(n * log2(n)) / sum(n)", Counted(EventSql.Field(d.By!), Rows(d, window))),
        Aggregate.Streak => Streak(d, window),
        Aggregate.GapMean or Aggregate.GapMax or Aggregate.GapMin or Aggregate.GapVariation => Gap(d, window),
        _ => Grouped(OfNumber(d), Rows(d, window)),
    };

    // Sums are whole numbers without end; they are divided once.
    private static string OfNumber(MetricDefinition d)
    {
        var x = EventSql.Field(d.Value!);
        var scale = EventSql.Real(d.Value!.Scale);
        var spread = $"CAST(count(*) * sum(CAST({x} AS HUGEINT) * {x}) - sum({x}) * sum({x}) AS DOUBLE)";
        return d.Aggregate switch
        {
            Aggregate.Sum => $"sum({x}) / {scale}",
            Aggregate.Mean => $"sum({x}) / (count(*) * {scale})",
            Aggregate.Min => $"min({x}) / {scale}",
            Aggregate.Max => $"max({x}) / {scale}",
            Aggregate.Variance => $"{spread} / (CAST(count(*) AS DOUBLE) * count(*)) / ({scale} * {scale})",
            Aggregate.Deviation => $"sqrt({spread}) / (count(*) * {scale})",
            Aggregate.Variation => $"sqrt({spread}) / nullif(abs(CAST(sum({x}) AS DOUBLE)), 0)",
            Aggregate.FirstValue => $"last({x} ORDER BY \"at\" DESC, tie) / {scale}",
            Aggregate.LastValue => $"first({x} ORDER BY \"at\" DESC, tie) / {scale}",
            Aggregate.Quantile => $"list({x} ORDER BY {x})[1 + CAST(floor({EventSql.Real(d.Quantile)} * (count(*) - 1)) AS BIGINT)] / {scale}",
            _ => throw new InvalidOperationException($"{d.Aggregate} is no aggregate of a number."),
        };
    }

    private string Streak(MetricDefinition d, Window window) => Grouped(
        $"coalesce(min(CASE WHEN NOT holds THEN place END) - 1, count(*))",
        $"SELECT subject, {EventSql.All(d.Where)} AS holds, row_number() OVER (PARTITION BY subject ORDER BY \"at\" DESC, tie) AS place\nFROM ({Seen(d, window, d.Of)})");

    private string Gap(MetricDefinition d, Window window)
    {
        var value = d.Aggregate switch
        {
            Aggregate.GapMean => $"sum(gap) / ({EventSql.Micros} * count(gap))",
            Aggregate.GapMax => $"max(gap) / {EventSql.Micros}",
            Aggregate.GapMin => $"min(gap) / {EventSql.Micros}",
            _ => "sqrt(CAST(count(gap) * sum(CAST(gap AS HUGEINT) * gap) - sum(gap) * sum(gap) AS DOUBLE)) / nullif(CAST(sum(gap) AS DOUBLE), 0)",
        };
        return Grouped(value, $"SELECT subject, lag(\"at\") OVER (PARTITION BY subject ORDER BY \"at\" DESC, tie) - \"at\" AS gap\nFROM ({Rows(d, window)})");
    }

    private static string Grouped(string value, string from) => $"SELECT subject, {value} AS value\nFROM (\n{from}\n) GROUP BY subject";

    private static string Counted(string by, string from) => $"SELECT subject, count(*) AS n\nFROM (\n{from}\n) GROUP BY subject, {by}";

    // The rows that a definition takes: those with its number or code too.
    private string Rows(MetricDefinition d, Window window) =>
        Seen(d, window, [.. d.Where, .. new[] { d.Value, d.By }.OfType<EventField>().Where(f => !d.Where.Contains(Given(f))).Select(Given)]);

    private static Condition Given(EventField field) => new(field, Comparison.IsNotNull);

    private string Seen(MetricDefinition d, Window window, IReadOnlyList<Condition> conditions)
    {
        var start = window.IsAll ? "" : $" AND \"at\" >= {EventSql.Start(window, moment)}";
        var where = conditions.Count == 0 ? "" : $"\n  AND {EventSql.All(conditions)}";
        return $"SELECT * FROM {EventSql.Table(d.Stream!, d.Subject)}\nWHERE known_from <= {moment} AND known_until > {moment} AND \"at\" < {moment}{start}{where}";
    }
}
