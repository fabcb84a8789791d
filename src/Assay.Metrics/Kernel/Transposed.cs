using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Metrics.Kernel;

/// <summary>Turns eight columns of numbers into rows of eight.</summary>
internal static unsafe class Transposed
{
    private const int Side = 8;

    /// <summary>Writes rows: the k-th number of each comes from the k-th column.</summary>
    /// <param name="columns">The columns' first numbers, eight of them.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    public static void Write(long** columns, int count, long* rows, int stride)
    {
        var i = 0;
        if (Avx512F.IsSupported)
        {
            for (; i + Side <= count; i += Side)
            {
                Eight(columns, i, rows + (i * stride), stride);
            }
        }

        for (; i < count; i++)
        {
            for (var k = 0; k < Side; k++)
            {
                rows[(i * stride) + k] = columns[k][i];
            }
        }
    }

    // Pairs of columns interleave to quarters of rows, which two further steps put together.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(long** columns, int at, long* rows, int stride)
    {
        var a = Quarters(columns, at, 0);
        var b = Quarters(columns, at, 2);
        var c = Quarters(columns, at, 4);
        var d = Quarters(columns, at, 6);
        Four(a.Even, b.Even, c.Even, d.Even, rows, 2 * stride);
        Four(a.Odd, b.Odd, c.Odd, d.Odd, rows + stride, 2 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<long> Even, Vector512<long> Odd) Quarters(long** columns, int at, int k)
    {
        var left = Vector512.Load(columns[k] + at);
        var right = Vector512.Load(columns[k + 1] + at);
        return (Avx512F.UnpackLow(left, right), Avx512F.UnpackHigh(left, right));
    }

    // Each argument holds two columns of rows 0, 2, 4 and 6 (or the odd ones) in its four quarters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(Vector512<long> a, Vector512<long> b, Vector512<long> c, Vector512<long> d, long* rows, int stride)
    {
        var lowAB = Avx512F.Shuffle4x128(a, b, 0b01_00_01_00);
        var highAB = Avx512F.Shuffle4x128(a, b, 0b11_10_11_10);
        var lowCD = Avx512F.Shuffle4x128(c, d, 0b01_00_01_00);
        var highCD = Avx512F.Shuffle4x128(c, d, 0b11_10_11_10);
        Avx512F.Shuffle4x128(lowAB, lowCD, 0b10_00_10_00).Store(rows);
        Avx512F.Shuffle4x128(lowAB, lowCD, 0b11_01_11_01).Store(rows + stride);
        Avx512F.Shuffle4x128(highAB, highCD, 0b10_00_10_00).Store(rows + (2 * stride));
        Avx512F.Shuffle4x128(highAB, highCD, 0b11_01_11_01).Store(rows + (3 * stride));
    }
}
