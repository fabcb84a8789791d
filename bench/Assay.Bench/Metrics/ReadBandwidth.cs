using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Bench.Metrics;

/// <summary>How fast all threads together read memory: the bound that no kernel over resident columns passes.</summary>
internal static unsafe class ReadBandwidth
{
    private const nuint Bytes = 512 << 20;

    private static long sink;

    /// <summary>Bytes a second, the median of five passes.</summary>
    public static double Measure()
    {
        var blocks = Enumerable.Range(0, Machine.Threads).Select(_ => (nint)NativeMemory.AllocZeroed(Bytes)).ToList();
        try
        {
            blocks.ForEach(b => new Span<byte>((void*)b, (int)Bytes).Fill(1));
            var seconds = BenchRun.Median(Enumerable.Range(0, 5).Select(_ => BenchRun.Time(() => Parallel.ForEach(blocks, Sum)).Seconds));
            return blocks.Count * (double)Bytes / seconds;
        }
        finally
        {
            blocks.ForEach(b => NativeMemory.Free((void*)b));
        }
    }

    // Four sums that do not wait for each other.
    private static void Sum(nint block)
    {
        var (a, b, c, d) = (Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        var from = (Vector<long>*)block;
        var until = from + (Bytes / (nuint)sizeof(Vector<long>));
        for (; from < until; from += 4)
        {
            a += from[0];
            b += from[1];
            c += from[2];
            d += from[3];
        }

        Interlocked.Add(ref sink, Vector.Sum(a + b + c + d));
    }
}
