using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Walks a stream's rows, ascending by subject and newest first within one, and writes the values of runs of subjects. Going back from the moment asked about, the
/// running state is each window's in turn: at a window's start it is kept as a snapshot and the walk goes on. One kernel serves one thread.
/// </summary>
public sealed unsafe class StreamKernel : IDisposable
{
    /// <summary>Most subjects of a run.</summary>
    public const int Most = Snapshots.Slots;

    private readonly StreamPlan plan;
    private readonly DecodeBlock decode;
    private readonly CellStates cells;
    private readonly Snapshots snapshots;
    private readonly FinishWindow[] finish;
    private readonly CutStretches cut;
    private readonly Course course;
    private EventBlock block = new(0);
    private int at;
    private long now;
    private uint first;

    /// <summary>A kernel for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lanes">How wide to fold; every width gives the same bits.</param>
    public StreamKernel(StreamPlan plan, Lanes lanes)
    {
        this.plan = plan;
        decode = new DecodeBlock(plan, lanes);
        course = new Course((1u << plan.Windows.Count) - 1);
        cells = new CellStates(plan, lanes, course);
        snapshots = new Snapshots(plan.Windows.Count, cells.Numbers);
        cut = new CutStretches(plan.Windows.Count, snapshots);
        finish = [.. plan.Windows.Select((_, w) => new FinishWindow(plan, w, cells))];
    }

    /// <summary>The widest that this machine folds.</summary>
    public static Lanes Widest { get; } = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Lanes.Eight
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Lanes.Four : Lanes.Scalar;

    /// <summary>Begins to walk as of a moment.</summary>
    /// <param name="t">The moment in microseconds since 1970; rows at or after it are not seen.</param>
    public void Begin(long t)
    {
        now = t;
        (block, at) = (new(0), 0);
        cut.Begin([.. plan.Windows.Select(w => w.Window.Start(t))]);
    }

    /// <summary>Takes the next rows, to be folded before others are taken.</summary>
    public void Take(EventBlock next)
    {
        block = next;
        cut.Take(next);
        decode.Run(next, now);
        cells.Select(decode, next);
        at = 0;
    }

    /// <summary>Starts a run of at most <see cref="Most"/> subjects.</summary>
    public void StartRun(uint firstSubject)
    {
        first = firstSubject;
        snapshots.Start();
    }

    /// <summary>
    /// Folds the rows of subjects up to one; false where the block ended, so that the subject may go on in the next, true where a later subject begins.
    /// </summary>
    /// <param name="last">The last subject of the run.</param>
    public bool FoldUpTo(uint last)
    {
        course.Clear();
        at = cut.Run(block, at, first, last, course);
        if (at < block.Count)
        {
            cut.Close(course, first, at);
        }

        cells.Fold(decode, block, course, snapshots);
        return at < block.Count;
    }

    /// <summary>Ends the run: its values are written.</summary>
    public void EndRun(ValueRows into)
    {
        course.Clear();
        if (cut.Close(course, first, at))
        {
            cells.Fold(decode, block, course, snapshots);
        }

        foreach (var window in finish)
        {
            window.Write(snapshots, into, now);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        decode.Dispose();
        cells.Dispose();
        snapshots.Dispose();
        cut.Dispose();
    }
}
