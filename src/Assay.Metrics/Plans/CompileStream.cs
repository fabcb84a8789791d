using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>Compiles the definitions of one subject over one stream into a plan.</summary>
public sealed class CompileStream
{
    private const int MostMeasures = 16;

    private readonly EventStream stream;
    private readonly Features features = new();
    private readonly List<EventField> columns;
    private readonly Cells<int> measures = new();
    private readonly Cells<CountCell> counts = new();
    private readonly Cells<MeasureCell> sums = new();
    private readonly Cells<MeasureCell> squares = new();
    private readonly Cells<MeasureCell> minima = new();
    private readonly Cells<MeasureCell> maxima = new();
    private readonly Cells<MeasureCell> ends = new();
    private readonly Cells<MeasureCell> sketches = new();
    private readonly Cells<TallyCell> tallies = new();
    private readonly Cells<SequenceCell> sequences = new();
    private readonly Cells<StreakCell> streaks = new();

    private CompileStream(EventStream stream, IReadOnlyList<MetricDefinition> definitions)
    {
        this.stream = stream;
        var used = definitions.SelectMany(d => d.Where.Concat(d.Of).Select(c => c.Field).Append(d.Value).Append(d.By)).OfType<EventField>().ToHashSet();
        columns = [.. stream.Fields.Where(used.Contains)];
    }

    /// <summary>Plans of a subject: one for each stream that its definitions read.</summary>
    public static IReadOnlyList<StreamPlan> Run(Catalogue catalogue, string subject)
    {
        var metrics = catalogue.Of(subject);
        var places = metrics.Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
        return
        [
            .. from stream in catalogue.Streams
               let definitions = catalogue.Definitions.Where(d => d.Subject == subject && d.Stream == stream).ToList()
               where definitions.Count > 0
               select new CompileStream(stream, definitions).Plan(subject, definitions, places),
        ];
    }

    private StreamPlan Plan(string subject, List<MetricDefinition> definitions, Dictionary<string, int> places)
    {
        var outputs = definitions.SelectMany(d => Outputs(d, places)).ToList();
        return new StreamPlan(subject, stream)
        {
            Width = places.Count,
            Features = features,
            Columns = columns,
            Measures = measures.ToArray(),
            Counts = counts.ToArray(),
            Sums = sums.ToArray(),
            Squares = squares.ToArray(),
            Minima = minima.ToArray(),
            Maxima = maxima.ToArray(),
            Ends = ends.ToArray(),
            Sketches = sketches.ToArray(),
            Tallies = tallies.ToArray(),
            Sequences = sequences.ToArray(),
            Streaks = streaks.ToArray(),
            Windows = [.. outputs.GroupBy(o => o.Window).OrderBy(g => g.Key).Select(g => (g.Key, g.Select(o => o.Output).OrderBy(o => o.Aggregate).ThenBy(o => o.Cell).ThenBy(o => o.Quantile).ToArray()))],
            Empty = [.. outputs.Select(o => (o.Output.Place, IsZero(o.Output.Aggregate) ? 0 : double.NaN))],
        };
    }

    /// <summary>True for aggregates that are 0 where there are no events.</summary>
    internal static bool IsZero(Aggregate aggregate) =>
        aggregate is Aggregate.Count or Aggregate.Distinct or Aggregate.TopCount or Aggregate.ActiveDays or Aggregate.TopDayCount or Aggregate.Streak;

    private IEnumerable<(Window Window, Output Output)> Outputs(MetricDefinition definition, Dictionary<string, int> places)
    {
        var (cell, count) = CellsOf(definition);
        foreach (var metric in Catalogue.Metrics(definition))
        {
            yield return (metric.Window.First, new Output(definition.Aggregate, places[metric.Id], cell, count, definition.Value?.Scale ?? 1, definition.Quantile));
        }
    }

    private (int Cell, int Count) CellsOf(MetricDefinition d)
    {
        var mask = features.Mask(d.Where.Concat(Has(d.Value)));
        return d.Aggregate switch
        {
            Aggregate.Count => (counts.Place(new(mask)), -1),
            Aggregate.Rate => (counts.Place(new(mask)), counts.Place(new(features.Mask(d.Of)))),
            Aggregate.Sum or Aggregate.Mean => (sums.Place(Measured(mask, d)), counts.Place(new(mask))),
            Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation => Spread(mask, d),
            Aggregate.Min => (minima.Place(Measured(mask, d)), counts.Place(new(mask))),
            Aggregate.Max => (maxima.Place(Measured(mask, d)), counts.Place(new(mask))),
            Aggregate.FirstValue or Aggregate.LastValue => (ends.Place(Measured(mask, d)), -1),
            Aggregate.Quantile => (sketches.Place(Measured(mask, d)), -1),
            Aggregate.Trend => (sums.Place(new(mask, Age())), counts.Place(new(mask))),
            Aggregate.Streak => (streaks.Place(new(features.Mask(d.Of), mask)), -1),
            Aggregate.Distinct or Aggregate.Entropy or Aggregate.TopShare or Aggregate.TopCount or Aggregate.RepeatShare => (tallies.Place(Tallied(d)), -1),
            _ => (sequences.Place(new(mask)), -1),
        };
    }

    // The squares' cell finds its sum by the first, its count by the second place: both lie beside each other.
    private (int Cell, int Count) Spread(ulong mask, MetricDefinition d)
    {
        var measured = Measured(mask, d);
        sums.Place(measured);
        counts.Place(new(mask));
        return (squares.Place(measured), -1);
    }

    private static IEnumerable<Condition> Has(EventField? field) =>
        field is null ? [] : [new Condition(field, Comparison.IsNotNull)];

    private MeasureCell Measured(ulong mask, MetricDefinition d) => new(mask, Measure(columns.IndexOf(d.Value!)));

    private int Age() => Measure(-1);

    private int Measure(int column)
    {
        var place = measures.Place(column);
        return place < MostMeasures ? place : throw new InvalidOperationException($"The stream {stream.Name} folds more than {MostMeasures} numbers.");
    }

    // An hour or weekday is never missing.
    private TallyCell Tallied(MetricDefinition d)
    {
        var by = d.By!;
        var domain = by.Kind == FieldKind.Code ? by.Codes.Count + 1 : 0;
        return by == EventStream.Hour ? new(features.Mask(d.Where), columns.Count, domain)
            : by == EventStream.Weekday ? new(features.Mask(d.Where), columns.Count + 1, domain)
            : new(features.Mask(d.Where.Concat(Has(by))), columns.IndexOf(by), domain);
    }
}
