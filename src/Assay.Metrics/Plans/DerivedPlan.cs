using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>One metric computed from two others of the same subject.</summary>
/// <param name="Aggregate">Ratio, difference or burst.</param>
/// <param name="Place">The metric's place.</param>
/// <param name="From">The place of what is divided or taken from.</param>
/// <param name="To">The place of the other.</param>
/// <param name="Short">For a burst: the short window.</param>
/// <param name="Long">For a burst: the long one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DerivedOutput(Aggregate Aggregate, int Place, int From, int To, Window Short, Window Long);

/// <summary>Ratios, differences and bursts of a subject, each after all that it is computed from.</summary>
public sealed class DerivedPlan
{
    private readonly DerivedOutput[] outputs;

    private DerivedPlan(DerivedOutput[] outputs) => this.outputs = outputs;

    /// <summary>The plan of a subject.</summary>
    public static DerivedPlan Of(Catalogue catalogue, string subject)
    {
        var places = catalogue.Of(subject).Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
        var ordered = new List<MetricDefinition>();
        foreach (var definition in catalogue.Definitions.Where(d => d.Subject == subject))
        {
            AddAfterSources(catalogue, definition, ordered);
        }

        return new DerivedPlan([.. ordered.SelectMany(d => Catalogue.Metrics(d).Select(m => Output(m, places)))]);
    }

    /// <summary>Computes a subject's derived values from the others in its row, as of a moment in microseconds.</summary>
    public void Write(Span<double> row, long t)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var (x, y) = (row[o.From], row[o.To]);
            row[o.Place] = o.Aggregate switch
            {
                Aggregate.Difference => x - y,
                _ when y == 0 => double.NaN,
                Aggregate.Ratio => x / y,
                _ => x * o.Long.Days(t) / (y * o.Short.Days(t)),
            };
        }
    }

    private static void AddAfterSources(Catalogue catalogue, MetricDefinition definition, List<MetricDefinition> ordered)
    {
        if (definition.Over is not null || definition.Aggregate is not (Aggregate.Ratio or Aggregate.Difference or Aggregate.Burst) || ordered.Contains(definition))
        {
            return;
        }

        foreach (var source in new[] { definition.From, definition.To }.OfType<string>())
        {
            AddAfterSources(catalogue, catalogue.Find(source)!, ordered);
        }

        ordered.Add(definition);
    }

    private static DerivedOutput Output(Metric metric, Dictionary<string, int> places)
    {
        var (d, first, second) = (metric.Definition, metric.Window.First, metric.Window.Second ?? metric.Window.First);
        return d.Aggregate == Aggregate.Burst
            ? new(d.Aggregate, places[metric.Id], places[$"{d.From}_{first.Name}"], places[$"{d.From}_{second.Name}"], first, second)
            : new(d.Aggregate, places[metric.Id], places[$"{d.From}_{first.Name}"], places[$"{d.To}_{second.Name}"], first, second);
    }
}
