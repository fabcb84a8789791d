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
    private const int Together = 64;

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
                using var values = new ValueRows(Together, width);
                for (var i = Interlocked.Increment(ref next); i < runs.Count && failed.IsEmpty; i = Interlocked.Increment(ref next))
                {
                    Measure(source, t, runs[i], values, done, stop);
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

    private void Measure(IEventSource source, long t, SubjectRun run, ValueRows values, Action<SubjectRun, ValueRows> done, CancellationToken stop)
    {
        var cursors = new List<StreamCursor>();
        try
        {
            cursors.AddRange(plans.Select(p => new StreamCursor(p, source.Read(p, run.First, run.Last), lanes, t)));
            var empty = Empty(cursors);
            for (var first = run.First; first <= run.Last && first != 0; first += Together)
            {
                stop.ThrowIfCancellationRequested();
                var part = new SubjectRun(first, Math.Min(run.Last, first + Together - 1));
                values.Start(first, part.Count, empty);
                foreach (var cursor in cursors)
                {
                    cursor.FoldUpTo(part.Last, values);
                }

                for (var subject = part.First; subject <= part.Last; subject++)
                {
                    derived.Write(values.Of(subject), t);
                }

                done(part, values);
            }
        }
        finally
        {
            cursors.ForEach(c => c.Dispose());
        }
    }

    private double[] Empty(List<StreamCursor> cursors)
    {
        var empty = new double[width];
        Array.Fill(empty, double.NaN);
        foreach (var (place, value) in cursors.Where(c => c.IsThere).SelectMany(c => c.Plan.Empty))
        {
            empty[place] = value;
        }

        return empty;
    }
}

/// <summary>One stream's way through a run of subjects.</summary>
internal sealed class StreamCursor : IDisposable
{
    private readonly IEnumerator<EventBlock>? blocks;
    private readonly StreamKernel kernel;
    private bool hasBlock;

    public StreamCursor(StreamPlan plan, IEnumerable<EventBlock>? events, Lanes lanes, long t)
    {
        Plan = plan;
        blocks = events?.GetEnumerator();
        kernel = new StreamKernel(plan, lanes);
        kernel.Begin(t);
    }

    public StreamPlan Plan { get; }

    /// <summary>False for a stream that was never imported.</summary>
    public bool IsThere => blocks is not null;

    /// <summary>Folds the events of subjects up to one.</summary>
    public void FoldUpTo(uint last, ValueRows into)
    {
        while (hasBlock || TakeNext())
        {
            if (kernel.FoldUpTo(last, into))
            {
                break;
            }

            hasBlock = false;
        }

        kernel.EndSubject();
    }

    public void Dispose()
    {
        blocks?.Dispose();
        kernel.Dispose();
    }

    private bool TakeNext()
    {
        if (blocks is null || !blocks.MoveNext())
        {
            return false;
        }

        kernel.Take(blocks.Current);
        return hasBlock = true;
    }
}
