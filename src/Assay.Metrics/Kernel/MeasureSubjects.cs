using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>Where events come from: the store, or memory. Read by several threads at once.</summary>
public interface IEventSource
{
    /// <summary>
    /// A stream's events of a run of subjects, in the store's order; a block lives until the next is asked for. Null where the stream was never there, which makes
    /// its metrics null.
    /// </summary>
    IEnumerable<EventBlock>? Read(StreamPlan plan, uint first, uint last);
}

/// <summary>A run of subjects that lie beside each other: a thread's share of the work.</summary>
/// <param name="First">The first subject's number.</param>
/// <param name="Last">The last one's.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct SubjectRun(uint First, uint Last)
{
    /// <summary>Subjects in it.</summary>
    public int Count => (int)(Last - First + 1);
}

/// <summary>Computes the metrics of all subjects of a kind at one moment, those that need no other subject.</summary>
public sealed class MeasureSubjects
{
    // Values of so many subjects stay in a core's own cache while each stream in turn writes its part of them.
    private const int Together = StreamKernel.Most;

    private readonly IReadOnlyList<StreamPlan> plans;
    private readonly DerivedPlan derived;
    private readonly Lanes lanes;
    private readonly int width;

    /// <summary>Compiles a subject's definitions.</summary>
    public MeasureSubjects(Catalogue catalogue, string subject, Lanes lanes)
    {
        plans = CompileStream.Run(catalogue, subject);
        derived = DerivedPlan.Of(catalogue, subject);
        width = catalogue.Of(subject).Count;
        this.lanes = lanes;
    }

    /// <summary>Computes the values of runs of subjects, several at a time.</summary>
    /// <param name="source">The events.</param>
    /// <param name="t">The moment in microseconds since 1970.</param>
    /// <param name="runs">The runs; a thread takes the next when it is done with one.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="done">Takes the values of subjects that lie beside each other, on the thread that computed them; they live until it returns.</param>
    /// <param name="stop">Stops between subjects.</param>
    public void Run(IEventSource source, long t, IReadOnlyList<SubjectRun> runs, int threads, Action<SubjectRun, ValueRows> done, CancellationToken stop)
    {
        var next = -1;
        var failed = new ConcurrentQueue<Exception>();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            try
            {
                using var worker = new Worker(this, Together);
                for (var i = Interlocked.Increment(ref next); i < runs.Count && failed.IsEmpty; i = Interlocked.Increment(ref next))
                {
                    worker.Measure(source, t, runs[i], done, stop);
                }
            }
            catch (Exception wrong)
            {
                failed.Enqueue(wrong);
            }
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        if (failed.TryDequeue(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>A worker for one subject at a time.</summary>
    internal Worker One() => new(this, 1);

    /// <summary>One thread's kernels and values.</summary>
    internal sealed class Worker(MeasureSubjects of, int together) : IDisposable
    {
        private readonly List<StreamCursor> cursors = [.. of.plans.Select(p => new StreamCursor(p, of.lanes))];

        /// <summary>The plans that it reads events for.</summary>
        public IReadOnlyList<StreamPlan> Plans => of.plans;

        /// <summary>The values computed last.</summary>
        public ValueRows Values { get; } = new(together, of.width);

        /// <summary>Computes the values of a run of subjects.</summary>
        public void Measure(IEventSource source, long t, SubjectRun run, Action<SubjectRun, ValueRows> done, CancellationToken stop)
        {
            try
            {
                cursors.ForEach(c => c.Start(source.Read(c.Plan, run.First, run.Last), t));
                for (var first = run.First; first <= run.Last && first != 0; first += (uint)together)
                {
                    stop.ThrowIfCancellationRequested();
                    var part = new SubjectRun(first, Math.Min(run.Last, first + (uint)together - 1));
                    Values.Start(first);
                    foreach (var cursor in cursors)
                    {
                        cursor.Fold(part, Values);
                    }

                    of.derived.Write(Values, t);
                    done(part, Values);
                }
            }
            finally
            {
                cursors.ForEach(c => c.Stop());
            }
        }

        public void Dispose()
        {
            cursors.ForEach(c => c.Dispose());
            Values.Dispose();
        }
    }
}

/// <summary>One stream's way through runs of subjects.</summary>
internal sealed class StreamCursor(StreamPlan plan, Lanes lanes) : IDisposable
{
    private readonly StreamKernel kernel = new(plan, lanes);
    private IEnumerator<EventBlock>? blocks;
    private bool hasBlock;

    public StreamPlan Plan => plan;

    /// <summary>Begins to read events, which are null for a stream that was never imported: nobody writes its metrics, and they are null too.</summary>
    public void Start(IEnumerable<EventBlock>? events, long t)
    {
        blocks = events?.GetEnumerator();
        hasBlock = false;
        kernel.Begin(t);
    }

    /// <summary>Folds the events of subjects that lie beside each other, and writes their values.</summary>
    public void Fold(SubjectRun part, ValueRows into)
    {
        if (blocks is null)
        {
            return;
        }

        kernel.StartRun(part.First);
        while (hasBlock || TakeNext())
        {
            if (kernel.FoldUpTo(part.Last))
            {
                break;
            }

            hasBlock = false;
        }

        kernel.EndRun(into);
    }

    /// <summary>Ends reading.</summary>
    public void Stop()
    {
        blocks?.Dispose();
        blocks = null;
    }

    public void Dispose()
    {
        Stop();
        kernel.Dispose();
    }

    private bool TakeNext()
    {
        if (!blocks!.MoveNext())
        {
            return false;
        }

        kernel.Take(blocks.Current);
        return hasBlock = true;
    }
}
