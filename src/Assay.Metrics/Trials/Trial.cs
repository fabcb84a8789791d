using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;

namespace Assay.Metrics.Trials;

/// <summary>A test of the catalogue that stands beside the definitions: some events of one subject, and the values that must come of them.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Subject">Whose metrics.</param>
/// <param name="At">The moment, in microseconds since 1970.</param>
/// <param name="Events">The events by stream.</param>
/// <param name="Expected">Values by the metric's column; null for none.</param>
/// <param name="Where">File and line.</param>
public sealed record Trial(
    string Name,
    string Subject,
    long At,
    IReadOnlyList<(EventStream Stream, EventRow Row)> Events,
    IReadOnlyList<(string Column, double? Value)> Expected,
    string Where);

/// <summary>How a trial came out.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Wrong">What came otherwise than expected; empty where it passed.</param>
public sealed record TrialResult(Trial Trial, IReadOnlyList<string> Wrong)
{
    /// <summary>True where every value came as expected.</summary>
    public bool Passed => Wrong.Count == 0;
}
