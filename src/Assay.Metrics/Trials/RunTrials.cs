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
        using var rows = new ValueRows(1, catalogue.Of(trial.Subject).Count);
        var plans = CompileStream.Run(catalogue, trial.Subject);
        rows.Start(1, Empty(plans, rows.Width));
        foreach (var plan in plans)
        {
            using var kernel = new StreamKernel(plan, StreamKernel.Widest);
            using var events = new EventRows(plan, trial.Events.Where(e => e.Stream == plan.Stream).Select(e => e.Row));
            kernel.Begin(trial.At, rows);
            events.FoldInto(kernel);
            kernel.End();
        }

        DerivedPlan.Of(catalogue, trial.Subject).Write(rows.Of(1), trial.At);
        return rows.Of(1).ToArray();
    }

    private static double[] Empty(IReadOnlyList<StreamPlan> plans, int width)
    {
        var empty = new double[width];
        Array.Fill(empty, double.NaN);
        foreach (var (place, value) in plans.SelectMany(p => p.Empty))
        {
            empty[place] = value;
        }

        return empty;
    }

    private static bool IsSame(double? expected, double value) =>
        expected is { } number ? Math.Abs(number - value) <= Tolerance * Math.Max(1, Math.Abs(number)) : double.IsNaN(value);

    private static string Text(double value) => double.IsNaN(value) ? "null" : value.ToString("R");
}
