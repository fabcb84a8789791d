using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>The running state of one subject: every cell of a plan.</summary>
internal sealed unsafe class CellStates : IDisposable
{
    private readonly int stride;

    public CellStates(StreamPlan plan, Lanes lanes, int stride)
    {
        this.stride = stride;
        var entropies = plan.Windows.SelectMany(w => w.Outputs).Where(o => o.Aggregate == Aggregate.Entropy).Select(o => o.Cell).ToHashSet();
        Linear = new LinearCells(plan, lanes, stride);
        Tallies = [.. plan.Tallies.Select((c, i) => new Tally(c, entropies.Contains(i)))];
        Sketches = [.. plan.Sketches.Select(c => new Sketch(c))];
        Sequences = [.. plan.Sequences.Select(c => new Sequence(c))];
        Streaks = [.. plan.Streaks.Select(c => new Streak(c))];
        Ends = [.. plan.Ends.Select(c => new Ends(c))];
        Reset();
    }

    public LinearCells Linear { get; }

    public Tally[] Tallies { get; }

    public Sketch[] Sketches { get; }

    public Sequence[] Sequences { get; }

    public Streak[] Streaks { get; }

    public Ends[] Ends { get; }

    /// <summary>Folds rows of one subject, newest first.</summary>
    public void Fold(DecodeBlock decode, EventBlock block, int from, int until)
    {
        var features = decode.Features;
        var measures = decode.Measures;
        Linear.Fold(features + from, measures + (from * stride), until - from);
        foreach (var tally in Tallies)
        {
            tally.Fold(features, decode.Column(block, tally.Column), from, until);
        }

        foreach (var sketch in Sketches)
        {
            sketch.Fold(features, measures, stride, from, until);
        }

        foreach (var sequence in Sequences)
        {
            sequence.Fold(features, (long*)block.At, from, until);
        }

        foreach (var streak in Streaks)
        {
            streak.Fold(features, from, until);
        }

        foreach (var ends in Ends)
        {
            ends.Fold(features, measures, stride, from, until);
        }
    }

    /// <summary>Starts a subject.</summary>
    public void Reset()
    {
        Linear.Reset();
        foreach (var tally in Tallies)
        {
            tally.Reset();
        }

        foreach (var sketch in Sketches)
        {
            sketch.Reset();
        }

        foreach (var sequence in Sequences)
        {
            sequence.Reset();
        }

        foreach (var streak in Streaks)
        {
            streak.Reset();
        }

        foreach (var ends in Ends)
        {
            ends.Reset();
        }
    }

    public void Dispose() => Linear.Dispose();
}
