using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>
/// PDQ's way from a picture of up to 512 × 512 grey values to 64 × 64: two passes of a box filter along rows, then along columns (a tent
/// filter, after Jarosz), and every so many-th value. Floats are added in the reference's order, so that the values have the same bits.
/// </summary>
/// <remarks>
/// The reference goes over the whole picture four times. Here 64 rows at a time pass through all four filters and stay in the nearest caches;
/// filters along rows work on 16 rows at once, which are turned to lie side by side. Places before the first and after the last value count
/// as 0, which adds nothing and changes no bit.
/// </remarks>
internal sealed unsafe class TentFilter : IDisposable
{
    public const int Side = 64;

    /// <summary>Rows that are filtered together.</summary>
    public const int Band = 64;

    /// <summary>Floats from one row of a band to the next: values begin at 16, end at 530 at most, and are taken 64 at a time.</summary>
    public const int Stride = 608;

    private const int Margin = 16, Before = 4;

    private readonly float* memory = (float*)NativeMemory.AlignedAlloc(Size * sizeof(float), 64);
    private readonly float* grey, once, twice, block, filtered, sampled, sampledRows, columnSums, ring;

    private const int Size = (Band * Stride) + ((Band + Before) * Stride) + (Band * Stride) + ((Before + Margin) * Band) + (Margin * Band) + (Side * Band)
        + (Band * Side) + Stride + (8 * Side);

    public TentFilter()
    {
        var at = memory;
        grey = Take(ref at, Band * Stride);
        once = Take(ref at, (Band + Before) * Stride);
        twice = Take(ref at, Band * Stride);
        block = Take(ref at, (Before + Margin) * Band);
        filtered = Take(ref at, Margin * Band);
        sampled = Take(ref at, Side * Band);
        sampledRows = Take(ref at, Band * Side);
        columnSums = Take(ref at, Stride);
        ring = Take(ref at, 8 * Side);
        new Span<float>(memory, Size).Clear();
    }

    /// <summary>Filters a picture.</summary>
    /// <param name="columns">Along a row.</param>
    /// <param name="rows">Along a column.</param>
    /// <param name="source">Where rows come from.</param>
    /// <param name="image">Takes 64 rows of 64 values.</param>
    public void Run<T>(Axis columns, Axis rows, ref T source, float* image)
        where T : struct, IGreyRows, allows ref struct
    {
        new Span<float>(columnSums, Stride).Clear();
        new Span<float>(once, Before * Stride).Clear();
        var last = new SampleRows(rows, ring, image);
        for (var from = 0; from < rows.Length + rows.Lag; from += Band)
        {
            var groups = Math.Min(Band, rows.Length + rows.Lag - from + Lanes.Count - 1) / Lanes.Count;
            for (var row = 0; row < groups * Lanes.Count; row++)
            {
                var values = grey + (row * Stride) + Margin;
                if (from + row < rows.Length)
                {
                    source.Fill(from + row, values);
                }
                else
                {
                    new Span<float>(values, Axis.Longest + Margin).Clear();
                }
            }

            AlongRows(columns, groups);
            AlongColumns(rows, columns.Length + columns.Lag, from, groups * Lanes.Count);
            AlongRowsSampled(columns, groups);
            for (var at = 0; at < 4 * groups; at++)
            {
                Lanes.Transpose(sampled + (at % 4 * Lanes.Count * Band) + (at / 4 * Lanes.Count), Band, sampledRows + (at / 4 * Lanes.Count * Side) + (at % 4 * Lanes.Count), Side);
            }

            last.Take(sampledRows, from - rows.Lag, groups * Lanes.Count);
        }

        last.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(memory);

    // First pass along rows: grey values to 'once', a block of 16 columns at a time.
    private void AlongRows(Axis columns, int groups)
    {
        var sums = default(Sums);
        new Span<float>(block, Before * Band).Clear();
        for (var at = 0; at < columns.Length + columns.Lag; at += Lanes.Count)
        {
            for (var group = 0; group < groups; group++)
            {
                var lane = group * Lanes.Count;
                Lanes.Transpose(grey + (lane * Stride) + Margin + at, Stride, block + (Before * Band) + lane, Band);
            }

            Block(columns, at, ref sums);
            for (var group = 0; group < groups; group++)
            {
                var lane = group * Lanes.Count;
                Lanes.Transpose(filtered + lane, Band, once + ((Before + lane) * Stride) + Margin + at, Stride);
            }

            Buffer.MemoryCopy(block + (Lanes.Count * Band), block, Before * Band * sizeof(float), Before * Band * sizeof(float));
        }
    }

    // Filters 64 rows over 16 columns. Four sums at a time hide how long an addition takes.
    private void Block(Axis axis, int at, ref Sums sums)
    {
        var (s0, s1, s2, s3) = sums;
        var come = block + (Before * Band);
        var gone = come - (axis.Window * Band);
        var to = filtered;
        for (var i = 0; i < Lanes.Count; i++, come += Band, gone += Band, to += Band)
        {
            s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
            s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
            s2 = s2 + Vector512.Load(come + 32) - Vector512.Load(gone + 32);
            s3 = s3 + Vector512.Load(come + 48) - Vector512.Load(gone + 48);
            Share(s0, s1, s2, s3, axis.InSum(at + i), to);
        }

        sums = new Sums(s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Share(Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3, int inSum, float* to)
    {
        if (inSum == 3)
        {
            var by = Vector512.Create(3f);
            (s0 / by).Store(to);
            (s1 / by).Store(to + 16);
            (s2 / by).Store(to + 32);
            (s3 / by).Store(to + 48);
            return;
        }

        // By a power of two: a product has the quotient's bits.
        var share = Vector512.Create(1f / inSum);
        (s0 * share).Store(to);
        (s1 * share).Store(to + 16);
        (s2 * share).Store(to + 32);
        (s3 * share).Store(to + 48);
    }

    // First pass along columns: 'once' to 'twice', whose row 0 is 'from' less the lag. Columns stand in both the other lag to the right, so that stores are aligned.
    private void AlongColumns(Axis rows, int width, int from, int count)
    {
        for (var at = 0; at < width; at += 4 * Lanes.Count)
        {
            var (s0, s1, s2, s3) = (Vector512.Load(columnSums + at), Vector512.Load(columnSums + at + 16), Vector512.Load(columnSums + at + 32), Vector512.Load(columnSums + at + 48));
            var come = once + (Before * Stride) + Margin + at;
            var gone = come - (rows.Window * Stride);
            var to = twice + Margin + at;
            for (var row = 0; row < count; row++, come += Stride, gone += Stride, to += Stride)
            {
                s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
                s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
                s2 = s2 + Vector512.Load(come + 32) - Vector512.Load(gone + 32);
                s3 = s3 + Vector512.Load(come + 48) - Vector512.Load(gone + 48);
                Share(s0, s1, s2, s3, rows.InSum(from + row), to);
            }

            s0.Store(columnSums + at);
            s1.Store(columnSums + at + 16);
            s2.Store(columnSums + at + 32);
            s3.Store(columnSums + at + 48);
        }

        var bytes = Before * Stride * sizeof(float);
        Buffer.MemoryCopy(once + (count * Stride), once, bytes, bytes);
    }

    // Second pass along rows: 'twice' to 'sampled', where each sampled column is a row.
    private void AlongRowsSampled(Axis columns, int groups)
    {
        var sums = default(Sums);
        var sample = 0;
        new Span<float>(block, Before * Band).Clear();
        for (var at = 0; at < columns.Length + columns.Lag; at += Lanes.Count)
        {
            for (var group = 0; group < groups; group++)
            {
                Lanes.Transpose(twice + (group * Lanes.Count * Stride) + Margin + columns.Lag + at, Stride, block + (Before * Band) + (group * Lanes.Count), Band);
            }

            // Behind the end the first pass left what belongs to no column.
            for (var behind = Math.Max(0, columns.Length - at); behind < Lanes.Count; behind++)
            {
                new Span<float>(block + ((Before + behind) * Band), Band).Clear();
            }

            sample = BlockSampled(columns, at, sample, ref sums);
            Buffer.MemoryCopy(block + (Lanes.Count * Band), block, Before * Band * sizeof(float), Before * Band * sizeof(float));
        }
    }

    private int BlockSampled(Axis axis, int at, int sample, ref Sums sums)
    {
        var (s0, s1, s2, s3) = sums;
        var come = block + (Before * Band);
        var gone = come - (axis.Window * Band);
        var next = axis.SampledAt[sample] + axis.Lag - at;
        for (var i = 0; i < Lanes.Count; i++, come += Band, gone += Band)
        {
            s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
            s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
            s2 = s2 + Vector512.Load(come + 32) - Vector512.Load(gone + 32);
            s3 = s3 + Vector512.Load(come + 48) - Vector512.Load(gone + 48);
            while (i == next)
            {
                Share(s0, s1, s2, s3, axis.InSum(at + i), sampled + (sample * Band));
                sample = Math.Min(sample + 1, Side);
                next = sample < Side ? axis.SampledAt[sample] + axis.Lag - at : int.MaxValue;
            }
        }

        sums = new Sums(s0, s1, s2, s3);
        return Math.Min(sample, Side - 1);
    }

    private static float* Take(ref float* at, int floats)
    {
        var taken = at;
        at += floats;
        return taken;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Sums(Vector512<float> S0, Vector512<float> S1, Vector512<float> S2, Vector512<float> S3);
}
