using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>The definitions that are measured: a subject's that need no other subject, all of them or the linear ones.</summary>
internal static class MeasuredSet
{
    /// <summary>All definitions of events, and ratios, differences and bursts of such.</summary>
    public static Catalogue Full(Catalogue catalogue, string subject) => Of(catalogue, d => d.Subject == subject && IsOfEvents(catalogue, d));

    /// <summary>The linear definitions of events alone.</summary>
    public static Catalogue Linear(Catalogue catalogue, string subject) =>
        Of(catalogue, d => d.Subject == subject && d.Stream is not null && PeerQueries.Linear.Contains(d.Aggregate));

    private static Catalogue Of(Catalogue catalogue, Func<MetricDefinition, bool> wanted) => new(catalogue.Streams, [.. catalogue.Definitions.Where(wanted)]);

    private static bool IsOfEvents(Catalogue catalogue, MetricDefinition d) => d switch
    {
        { Over: not null } => false,
        { Stream: not null } => true,
        { Aggregate: Aggregate.Ratio or Aggregate.Difference or Aggregate.Burst } => new[] { d.From, d.To }.OfType<string>().All(s => IsOfEvents(catalogue, catalogue.Find(s)!)),
        _ => false,
    };
}
