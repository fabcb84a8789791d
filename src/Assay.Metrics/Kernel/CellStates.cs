using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>The running state of one subject: every cell of a plan.</summary>
internal sealed unsafe class CellStates : IDisposable
{
    private readonly int stride;
    private readonly Selections selections;

    public CellStates(StreamPlan plan, Lanes lanes, int stride)
    {
        this.stride = stride;
        var outputs = plan.Windows.SelectMany(w => w.Outputs).ToLookup(o => o.Aggregate);
        var entropies = outputs[Aggregate.Entropy].Select(o => o.Cell).ToHashSet();
        selections = new Selections(plan, lanes);
        Linear = new LinearCells(plan, lanes, stride);
        Tallies = [.. plan.Tallies.Select((c, i) => new Tally(c, selections.Of(c.Mask), entropies.Contains(i)))];
        Sketches = [.. plan.Sketches.Select(c => new Sketch(c, selections.Of(c.Mask)))];
        Sequences = [.. plan.Sequences.Select((c, i) => new Sequence(selections.Of(c.Mask), Parts(outputs, i)))];
        Streaks = [.. plan.Streaks.Select(c => new Streak(selections.Of(c.Of), selections.Of(c.Where)))];
        Ends = [.. plan.Ends.Select(c => new Ends(c, selections.Of(c.Mask)))];
        Reset();
    }

    public LinearCells Linear { get; }

    public Tally[] Tallies { get; }

    public Sketch[] Sketches { get; }

    public Sequence[] Sequences { get; }

    public Streak[] Streaks { get; }

    public Ends[] Ends { get; }

    /// <summary>True until rows of the subject are folded.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Makes a decoded block ready to be folded.</summary>
    public void Select(DecodeBlock decode, EventBlock block)
    {
        selections.Run(decode.Features, block.Count);
        foreach (var tally in Tallies)
        {
            tally.Reserve(decode.Column(block, tally.Column), block.Count);
        }
    }

    /// <summary>Folds rows of one subject, newest first.</summary>
    public void Fold(DecodeBlock decode, EventBlock block, int from, int until)
    {
        var measures = decode.Measures;
        IsFresh = false;
        Linear.Fold(decode.Features + from, measures + (from * stride), until - from);
        foreach (var tally in Tallies)
        {
            tally.Fold(decode.Column(block, tally.Column), from, until);
        }

        foreach (var sketch in Sketches)
        {
            sketch.Fold(measures, stride, from, until);
        }

        foreach (var sequence in Sequences)
        {
            sequence.Fold((long*)block.At, from, until);
        }

        foreach (var streak in Streaks)
        {
            streak.Fold(from, until);
        }

        foreach (var ends in Ends)
        {
            ends.Fold(measures, stride, from, until);
        }
    }

    /// <summary>Starts a subject.</summary>
    public void Reset()
    {
        IsFresh = true;
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

    public void Dispose()
    {
        selections.Dispose();
        Linear.Dispose();
        foreach (var tally in Tallies)
        {
            tally.Dispose();
        }
    }

    private static SequenceParts Parts(ILookup<Aggregate, Output> outputs, int cell)
    {
        bool Wants(params Aggregate[] any) => any.Any(a => outputs[a].Any(o => o.Cell == cell));
        return (Wants(Aggregate.GapMax, Aggregate.GapMin) ? SequenceParts.Gaps : SequenceParts.Ends)
            | (Wants(Aggregate.GapVariation) ? SequenceParts.Squares : SequenceParts.Ends)
            | (Wants(Aggregate.ActiveDays, Aggregate.TopDayCount, Aggregate.TopDayShare) ? SequenceParts.Days : SequenceParts.Ends);
    }
}
