using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Walks a stream's rows, ascending by subject and newest first within one, and writes each subject's values. Going back from the moment asked about, the
/// running state is each window's in turn: at a window's start its values are written and the walk goes on. One kernel serves one thread.
/// </summary>
public sealed unsafe class StreamKernel : IDisposable
{
    private readonly StreamPlan plan;
    private readonly DecodeBlock decode;
    private readonly CellStates cells;
    private readonly FinishWindow[] finish;
    private readonly long[] starts;
    private ValueRows values = null!;
    private long now;
    private uint subject;
    private int window;
    private bool isFolding;

    /// <summary>A kernel for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lanes">How wide to fold; every width gives the same bits.</param>
    public StreamKernel(StreamPlan plan, Lanes lanes)
    {
        this.plan = plan;
        decode = new DecodeBlock(plan);
        cells = new CellStates(plan, lanes, decode.Stride);
        finish = [.. plan.Windows.Select(w => new FinishWindow(plan, w.Window, w.Outputs, cells))];
        starts = new long[plan.Windows.Count];
    }

    /// <summary>The widest that this machine folds.</summary>
    public static Lanes Widest { get; } = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Lanes.Eight
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Lanes.Four : Lanes.Scalar;

    /// <summary>Begins a run of rows as of a moment; values go to rows that were started with those of subjects without events.</summary>
    /// <param name="t">The moment in microseconds since 1970; rows at or after it are not seen.</param>
    /// <param name="into">The values of the subjects to come.</param>
    public void Begin(long t, ValueRows into)
    {
        now = t;
        values = into;
        isFolding = false;
        for (var w = 0; w < starts.Length; w++)
        {
            starts[w] = plan.Windows[w].Window.Start(t);
        }
    }

    /// <summary>Folds the next rows.</summary>
    public void Fold(EventBlock block)
    {
        decode.Run(block, now);
        cells.Select(decode, block);
        var subjects = (uint*)block.Subject;
        var at = (long*)block.At;
        for (var i = 0; i < block.Count;)
        {
            if (!isFolding || subjects[i] != subject)
            {
                EndSubject();
                (subject, window, isFolding) = (subjects[i], 0, true);
            }

            while (window < starts.Length && at[i] < starts[window])
            {
                Write(window++);
            }

            i = window == starts.Length ? NextSubject(subjects, i, block.Count) : FoldRun(block, subjects, at, i);
        }
    }

    /// <summary>Ends the run: the last subject's values are written.</summary>
    public void End()
    {
        EndSubject();
        isFolding = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        decode.Dispose();
        cells.Dispose();
    }

    // A window that no row fell into keeps the values of a subject without events.
    private void Write(int at)
    {
        if (!cells.IsFresh)
        {
            finish[at].Write(values.Of(subject), now);
        }
    }

    private int FoldRun(EventBlock block, uint* subjects, long* at, int from)
    {
        var start = starts[window];
        var i = from + 1;
        while (i < block.Count && subjects[i] == subject && at[i] >= start)
        {
            i++;
        }

        cells.Fold(decode, block, from, i);
        return i;
    }

    private int NextSubject(uint* subjects, int from, int count)
    {
        var i = from + 1;
        while (i < count && subjects[i] == subject)
        {
            i++;
        }

        return i;
    }

    private void EndSubject()
    {
        if (!isFolding)
        {
            return;
        }

        for (; window < starts.Length; window++)
        {
            Write(window);
        }

        cells.Reset();
    }
}
