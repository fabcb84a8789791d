using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>Computes the metrics of one subject after another from rows in memory: for what changes as it is watched. One for each thread.</summary>
public sealed class MeasureOne : IDisposable
{
    private readonly MeasureSubjects.Worker worker;

    /// <summary>Compiles a subject's definitions.</summary>
    public MeasureOne(Catalogue catalogue, string subject, Lanes lanes) => worker = new MeasureSubjects(catalogue, subject, lanes).One();

    /// <summary>The plans that events are read for.</summary>
    public IReadOnlyList<StreamPlan> Plans => worker.Plans;

    /// <summary>The subject's values, those that need no other subject; they live until the next are computed.</summary>
    /// <param name="source">The events.</param>
    /// <param name="subject">The subject's number.</param>
    /// <param name="t">The moment in microseconds since 1970.</param>
    public ValueRows Run(IEventSource source, uint subject, long t)
    {
        worker.Measure(source, t, new SubjectRun(subject, subject), (_, _) => { }, default);
        return worker.Values;
    }

    /// <inheritdoc/>
    public void Dispose() => worker.Dispose();
}
