using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Images.Pdq;

/// <summary>Turns 16 × 16 floats about their diagonal, from rows at one distance to rows at another.</summary>
internal static unsafe class Lanes
{
    public const int Count = 16;

    /// <summary>Turns a block.</summary>
    /// <param name="from">The block's first value.</param>
    /// <param name="fromRow">Floats from one of its rows to the next.</param>
    /// <param name="to">Where the turned block goes.</param>
    /// <param name="toRow">Floats from one row to the next there.</param>
    public static void Transpose(float* from, int fromRow, float* to, int toRow)
    {
        if (!Sse.IsSupported)
        {
            for (var at = 0; at < Count * Count; at++)
            {
                to[(at % Count * toRow) + (at / Count)] = from[(at / Count * fromRow) + (at % Count)];
            }

            return;
        }

        if (!Avx512F.IsSupported)
        {
            for (var block = 0; block < 16; block++)
            {
                Transpose4(from + (block / 4 * 4 * fromRow) + (block % 4 * 4), fromRow, to + (block % 4 * 4 * toRow) + (block / 4 * 4), toRow);
            }

            return;
        }

        // Of each four rows, columns k, k + 4, k + 8 and k + 12 in one vector.
        var (a0, a1, a2, a3) = Four(from, fromRow);
        var (b0, b1, b2, b3) = Four(from + (4 * fromRow), fromRow);
        var (c0, c1, c2, c3) = Four(from + (8 * fromRow), fromRow);
        var (d0, d1, d2, d3) = Four(from + (12 * fromRow), fromRow);
        Spread(a0, b0, c0, d0, to, toRow);
        Spread(a1, b1, c1, d1, to + toRow, toRow);
        Spread(a2, b2, c2, d2, to + (2 * toRow), toRow);
        Spread(a3, b3, c3, d3, to + (3 * toRow), toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> C0, Vector512<float> C1, Vector512<float> C2, Vector512<float> C3) Four(float* from, int row)
    {
        var (r0, r1, r2, r3) = (Vector512.Load(from), Vector512.Load(from + row), Vector512.Load(from + (2 * row)), Vector512.Load(from + (3 * row)));
        var (low01, high01) = (Avx512F.UnpackLow(r0, r1).AsDouble(), Avx512F.UnpackHigh(r0, r1).AsDouble());
        var (low23, high23) = (Avx512F.UnpackLow(r2, r3).AsDouble(), Avx512F.UnpackHigh(r2, r3).AsDouble());
        return (Avx512F.UnpackLow(low01, low23).AsSingle(), Avx512F.UnpackHigh(low01, low23).AsSingle(),
            Avx512F.UnpackLow(high01, high23).AsSingle(), Avx512F.UnpackHigh(high01, high23).AsSingle());
    }

    // Quarters 0 to 3 of four vectors become the rows 0, 4, 8 and 12 below 'to'.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to, int row)
    {
        var (evenAb, oddAb) = (Avx512F.Shuffle4x128(a, b, 0x88), Avx512F.Shuffle4x128(a, b, 0xDD));
        var (evenCd, oddCd) = (Avx512F.Shuffle4x128(c, d, 0x88), Avx512F.Shuffle4x128(c, d, 0xDD));
        Avx512F.Shuffle4x128(evenAb, evenCd, 0x88).Store(to);
        Avx512F.Shuffle4x128(oddAb, oddCd, 0x88).Store(to + (4 * row));
        Avx512F.Shuffle4x128(evenAb, evenCd, 0xDD).Store(to + (8 * row));
        Avx512F.Shuffle4x128(oddAb, oddCd, 0xDD).Store(to + (12 * row));
    }

    private static void Transpose4(float* from, int fromRow, float* to, int toRow)
    {
        var (r0, r1, r2, r3) = (Vector128.Load(from), Vector128.Load(from + fromRow), Vector128.Load(from + (2 * fromRow)), Vector128.Load(from + (3 * fromRow)));
        var (low01, high01) = (Sse.UnpackLow(r0, r1), Sse.UnpackHigh(r0, r1));
        var (low23, high23) = (Sse.UnpackLow(r2, r3), Sse.UnpackHigh(r2, r3));
        Sse.MoveLowToHigh(low01, low23).Store(to);
        Sse.MoveHighToLow(low23, low01).Store(to + toRow);
        Sse.MoveLowToHigh(high01, high23).Store(to + (2 * toRow));
        Sse.MoveHighToLow(high23, high01).Store(to + (3 * toRow));
    }
}
