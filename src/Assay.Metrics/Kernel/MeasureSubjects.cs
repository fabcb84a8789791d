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
    /// <param name="runs">The runs; large ones first balance best.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="done">Takes a run's values, on the thread that computed them; they live until it returns.</param>
    /// <param name="stop">Stops between two runs.</param>
    public void Run(IEventSource source, long t, IReadOnlyList<SubjectRun> runs, int threads, Action<SubjectRun, ValueRows> done, CancellationToken stop)
    {
        var most = runs.Select(r => r.Count).DefaultIfEmpty().Max();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        var next = -1;
        Parallel.For(0, threads, options, _ =>
        {
            using var values = new ValueRows(most, width);
            var kernels = plans.Select(p => new StreamKernel(p, lanes)).ToList();
            try
            {
                for (var i = Interlocked.Increment(ref next); i < runs.Count; i = Interlocked.Increment(ref next))
                {
                    stop.ThrowIfCancellationRequested();
                    Measure(source, t, runs[i], kernels, values);
                    done(runs[i], values);
                }
            }
            finally
            {
                kernels.ForEach(k => k.Dispose());
            }
        });
    }

    private void Measure(IEventSource source, long t, SubjectRun run, List<StreamKernel> kernels, ValueRows values)
    {
        var blocks = plans.Select(p => source.Read(p, run.First, run.Last)).ToList();
        values.Start(run.First, run.Count, Empty(blocks));
        for (var p = 0; p < plans.Count; p++)
        {
            if (blocks[p] is not { } stream)
            {
                continue;
            }

            kernels[p].Begin(t, values);
            foreach (var block in stream)
            {
                kernels[p].Fold(block);
            }

            kernels[p].End();
        }

        for (var subject = run.First; subject <= run.Last; subject++)
        {
            derived.Write(values.Of(subject), t);
        }
    }

    private double[] Empty(List<IEnumerable<EventBlock>?> blocks)
    {
        var empty = new double[width];
        Array.Fill(empty, double.NaN);
        foreach (var (place, value) in plans.Where((_, p) => blocks[p] is not null).SelectMany(p => p.Empty))
        {
            empty[place] = value;
        }

        return empty;
    }
}
