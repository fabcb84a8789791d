using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Trials;

/// <summary>Runs trials through the kernel that everything else runs through.</summary>
public static class RunTrials
{
    // Expected values are written by hand, with a few digits.
    private const double Tolerance = 1e-4;

    /// <summary>Runs each trial.</summary>
    public static IReadOnlyList<TrialResult> Run(Catalogue catalogue, IEnumerable<Trial> trials) => [.. trials.Select(t => Run(catalogue, t))];

    private static TrialResult Run(Catalogue catalogue, Trial trial)
    {
        var metrics = catalogue.Of(trial.Subject).Index().ToDictionary(m => m.Item.Column, m => m.Index, StringComparer.Ordinal);
        var values = Values(catalogue, trial);
        var wrong = new List<string>();
        foreach (var (column, expected) in trial.Expected)
        {
            if (!metrics.TryGetValue(column, out var place))
            {
                wrong.Add($"{trial.Subject} has no metric {column}");
            }
            else if (!IsSame(expected, values[place]))
            {
                wrong.Add($"{column} is {Text(values[place])}; expected {Text(expected ?? double.NaN)}");
            }
        }

        return new TrialResult(trial, wrong);
    }

    private static double[] Values(Catalogue catalogue, Trial trial)
    {
        double[] values = [];
        new MeasureSubjects(catalogue, trial.Subject, StreamKernel.Widest).Run(
            new TrialEvents(trial), trial.At, [new SubjectRun(1, 1)], 1, (_, rows) => values = rows.Of(1), default);
        return values;
    }

    private static bool IsSame(double? expected, double value) =>
        expected is { } number ? Math.Abs(number - value) <= Tolerance * Math.Max(1, Math.Abs(number)) : double.IsNaN(value);

    private static string Text(double value) => double.IsNaN(value) ? "null" : value.ToString("R");

    // A stream without an event is one that is there: what the trial does not have did not happen.
    private sealed class TrialEvents(Trial trial) : IEventSource
    {
        public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last)
        {
            using var events = new EventRows(plan, trial.Events.Where(e => e.Stream == plan.Stream).Select(e => e.Row));
            foreach (var block in events.Blocks())
            {
                yield return block;
            }
        }
    }
}
