using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;

namespace Assay.Bench.Metrics;

/// <summary>Our side: the kernel over a source of events, with its values written to memory and folded into a sum, so that none can be left out.</summary>
internal sealed class OurSide(Catalogue catalogue, SellerEvents events, IReadOnlyList<SubjectRun> runs, long t)
{
    private readonly MeasureSubjects measure = new(catalogue, FillStore.Subject, StreamKernel.Widest);
    private long sum;

    /// <summary>Values of a subject.</summary>
    public int Width { get; } = catalogue.Of(FillStore.Subject).Count;

    /// <summary>The definitions.</summary>
    public Catalogue Catalogue => catalogue;

    /// <summary>Sum of all values' bits of the last run: the same for the same events however they were read.</summary>
    public long Sum => sum;

    /// <summary>The time of a run.</summary>
    public Timing Run(IEventSource source, int threads) => BenchRun.Time(() =>
    {
        sum = 0;
        measure.Run(source, t, runs, threads, (run, values) => Interlocked.Add(ref sum, Bits(run, values)), default);
    });

    /// <summary>All values: a row a subject.</summary>
    public double[] Values(IEventSource source)
    {
        var all = new double[(long)events.Sellers * Width];
        measure.Run(source, t, runs, 2, (run, values) =>
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                values.CopyTo(s, all.AsSpan((int)(s - 1) * Width, Width));
            }
        }, default);
        return all;
    }

    private static long Bits(SubjectRun run, ValueRows values)
    {
        var bits = 0L;
        for (var place = 0; place < values.Width; place++)
        {
            var column = MemoryMarshal.Cast<double, long>(values.Column(place)[..run.Count]);
            var eight = Vector512<long>.Zero;
            for (; column.Length >= Vector512<long>.Count; column = column[Vector512<long>.Count..])
            {
                eight += Vector512.Create<long>(column);
            }

            bits += Vector512.Sum(eight);
            foreach (var value in column)
            {
                bits += value;
            }
        }

        return bits;
    }
}
