using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Scoring;

/// <summary>
/// The metrics that the cold score reads, of a few subjects and from their events in memory, kept from one refresh to the next. Used by one thread at a time.
/// </summary>
public sealed class LiveFacts : IDisposable
{
    private readonly Dictionary<string, (MeasureLive Measure, int[] Places)> kinds = new(StringComparer.Ordinal);

    /// <summary>Opens a session of its own for each kind of subject.</summary>
    public LiveFacts(IWarehouse warehouse)
    {
        foreach (var (subject, metrics) in MeasureFacts.Wanted)
        {
            var ids = metrics.Select(m => $"{subject}.{m}").ToList();
            var few = MarketCatalogue.BuiltIn.Only(MarketCatalogue.BuiltIn.Of(subject).Where(m => ids.Contains(m.Id)).Select(m => m.Definition.Id));
            var places = few.Of(subject).Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
            kinds[subject] = (new MeasureLive(warehouse, few, subject), [.. ids.Select(id => places[id])]);
        }
    }

    /// <summary>Forgets the subjects whose events a build of the store changed.</summary>
    public void Forget(IEnumerable<BuiltStream> built)
    {
        foreach (var stream in built)
        {
            foreach (var (measure, _) in kinds.Values)
            {
                measure.Forget(stream);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (measure, _) in kinds.Values)
        {
            measure.Dispose();
        }
    }

    /// <summary>A column a wanted metric, a row a subject.</summary>
    internal Memory<double>[] Measure(string subject, IReadOnlyList<uint> numbers, DateTime asOf, CancellationToken stop)
    {
        var (measure, places) = kinds[subject];
        var rows = measure.Run(numbers, asOf, stop);
        return [.. places.Select(place => rows.Select(r => r[place]).ToArray().AsMemory())];
    }
}
