using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;

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

    /// <summary>Computes the derived values of a run of subjects from their others, as of a moment in microseconds.</summary>
    internal unsafe void Write(ValueRows values, long t)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var from = values.At(o.From);
            var to = values.At(o.To);
            var into = values.At(o.Place);
            var (shortDays, longDays) = o.Aggregate == Aggregate.Burst ? (Vector512.Create(o.Short.Days(t)), Vector512.Create(o.Long.Days(t))) : default;
            for (var s = 0; s < values.Stride; s += Vector512<double>.Count)
            {
                var (x, y) = (Vector512.Load(from + s), Vector512.Load(to + s));
                var value = o.Aggregate switch
                {
                    Aggregate.Difference => x - y,
                    Aggregate.Ratio => x / y,
                    _ => x * longDays / (y * shortDays),
                };
                var isNull = o.Aggregate == Aggregate.Difference ? Vector512<double>.Zero : Vector512.Equals(y, Vector512<double>.Zero);
                Vector512.ConditionalSelect(isNull, Vector512.Create(double.NaN), value).Store(into + s);
            }
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
