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
    private EventBlock block = new(0);
    private int at;
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

    /// <summary>Begins to walk as of a moment.</summary>
    /// <param name="t">The moment in microseconds since 1970; rows at or after it are not seen.</param>
    public void Begin(long t)
    {
        now = t;
        isFolding = false;
        for (var w = 0; w < starts.Length; w++)
        {
            starts[w] = plan.Windows[w].Window.Start(t);
        }
    }

    /// <summary>Takes the next rows, to be folded before others are taken.</summary>
    public void Take(EventBlock next)
    {
        block = next;
        decode.Run(next, now);
        cells.Select(decode, next);
        at = 0;
    }

    /// <summary>
    /// Folds the rows of subjects up to one; false where the block ended, so that the subject may go on in the next, true where a later subject begins.
    /// </summary>
    /// <param name="last">The last subject to fold.</param>
    /// <param name="into">Its values and those before it, started with those of subjects without events.</param>
    public bool FoldUpTo(uint last, ValueRows into)
    {
        values = into;
        var subjects = (uint*)block.Subject;
        var times = (long*)block.At;
        while (at < block.Count && subjects[at] <= last)
        {
            if (!isFolding || subjects[at] != subject)
            {
                EndSubject();
                (subject, window, isFolding) = (subjects[at], 0, true);
            }

            while (window < starts.Length && times[at] < starts[window])
            {
                Write(window++);
            }

            at = window == starts.Length ? NextSubject(subjects, at, block.Count) : FoldRun(subjects, times, at);
        }

        return at < block.Count;
    }

    /// <summary>Ends the subject under way: its values are written.</summary>
    public void EndSubject()
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
        isFolding = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        decode.Dispose();
        cells.Dispose();
    }

    // A window that no row fell into keeps the values of a subject without events.
    private void Write(int ended)
    {
        if (!cells.IsFresh)
        {
            finish[ended].Write(values.Of(subject), now);
        }
    }

    private int FoldRun(uint* subjects, long* times, int from)
    {
        var start = starts[window];
        var i = from + 1;
        while (i < block.Count && subjects[i] == subject && times[i] >= start)
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
}
