using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>
/// PDQ's way from a picture of up to 512 × 512 grey values to 64 × 64: two passes of a box filter along rows, then along columns (a tent
/// filter, after Jarosz), and every so many-th value. Floats are added in the reference's order, so that the values have the same bits.
/// </summary>
/// <remarks>
/// The reference goes over the whole picture four times. Here a tile of 64 rows and 32 columns passes through all four filters while it is in the
/// nearest cache: each filter carries its sums, and the inputs that are still to be subtracted, on to the next tile. Filters along rows work on 16
/// rows at once, which are turned to lie side by side. Outputs come later than inputs by the filter's lag; places before the first and behind
/// the last value count as 0, which adds nothing and changes no bit.
/// </remarks>
internal sealed unsafe class TentFilter : IDisposable
{
    public const int Side = 64;

    /// <summary>Rows that are filtered together.</summary>
    public const int Band = 64;

    // Columns of a tile, of a block within it, inputs before the present that a sum still holds, and columns of the longest line with all lags.
    private const int Tile = 32, Block = Lanes.Count, Before = 4, Longest = 576;

    private const int Size = (Band * Block) + (2 * (Before + Block) * Band) + (Block * Band) + ((Before + Band) * Tile) + (Band * Tile) + (2 * Side * Band)
        + Longest + (Before * Longest) + (8 * Side);

    private readonly float* memory = (float*)NativeMemory.AlignedAlloc(Size * sizeof(float), 64);
    private readonly float* grey, first, filtered, once, twice, second, sampled, sampledRows, columnSums, columnsBefore, ring;

    public TentFilter()
    {
        var at = memory;
        grey = Take(ref at, Band * Block);
        first = Take(ref at, (Before + Block) * Band);
        second = Take(ref at, (Before + Block) * Band);
        filtered = Take(ref at, Block * Band);
        once = Take(ref at, (Before + Band) * Tile);
        twice = Take(ref at, Band * Tile);
        sampled = Take(ref at, Side * Band);
        sampledRows = Take(ref at, Band * Side);
        columnSums = Take(ref at, Longest);
        columnsBefore = Take(ref at, Before * Longest);
        ring = Take(ref at, 8 * Side);
        new Span<float>(memory, Size).Clear();
    }

    /// <summary>Filters a picture.</summary>
    /// <param name="columns">Along a row.</param>
    /// <param name="rows">Along a column.</param>
    /// <param name="source">Where grey values come from.</param>
    /// <param name="image">Takes 64 rows of 64 values.</param>
    public void Run(Axis columns, Axis rows, in GreyRows source, float* image)
    {
        new Span<float>(columnSums, Longest + (Before * Longest)).Clear();
        var last = new SampleRows(rows, ring, image);
        for (var from = 0; from < rows.Length + rows.Lag; from += Band)
        {
            var groups = (Math.Min(Band, rows.Length + rows.Lag - from) + Block - 1) / Block;
            RunBand(columns, rows, source, from, groups);
            for (var at = 0; at < 4 * groups; at++)
            {
                Lanes.Transpose(sampled + (at % 4 * Block * Band) + (at / 4 * Block), Band, sampledRows + (at / 4 * Block * Side) + (at % 4 * Block), Side);
            }

            last.Take(sampledRows, from - rows.Lag, groups * Block);
        }

        last.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(memory);

    // Of 64 rows (or as many groups of 16 as are left): to the sampled columns of the second pass along rows.
    private void RunBand(Axis columns, Axis rows, in GreyRows source, int from, int groups)
    {
        Sums firstSums = default, secondSums = default;
        var sample = 0;
        new Span<float>(first, Before * Band).Clear();
        new Span<float>(second, Before * Band).Clear();
        var end = columns.Length + (2 * columns.Lag);
        for (var tile = 0; tile < end; tile += Tile)
        {
            var width = Math.Min(Tile, (end - tile + Block - 1) / Block * Block);
            for (var at = 0; at < width && from < rows.Length; at += Block)
            {
                source.Fill(from, groups * Block, tile + at, grey);
                AlongRows(columns, tile + at, groups, ref firstSums, once + (Before * Tile) + at);
            }

            if (from >= rows.Length)
            {
                new Span<float>(once + (Before * Tile), groups * Block * Tile).Clear();
            }

            AlongColumns(rows, tile, from, groups * Block);
            for (var at = 0; at < width; at += Block)
            {
                sample = AlongRowsSampled(columns, twice + at, tile + at - columns.Lag, groups, sample, ref secondSums);
            }
        }
    }

    // First pass along rows, 16 columns: grey values to a tile's rows.
    private void AlongRows(Axis columns, int at, int groups, ref Sums sums, float* to)
    {
        for (var group = 0; group < groups; group++)
        {
            Lanes.Transpose(grey + (group * Block * Block), Block, first + (Before * Band) + (group * Block), Band);
        }

        Filter(columns, at, ref sums);
        for (var group = 0; group < groups; group++)
        {
            Lanes.Transpose(filtered + (group * Block), Band, to + (group * Block * Tile), Tile);
        }

        Copy(first + (Block * Band), first, Before * Band);
    }

    // Four sums at a time hide how long an addition takes.
    private void Filter(Axis axis, int at, ref Sums sums)
    {
        var (s0, s1, s2, s3) = sums;
        var come = first + (Before * Band);
        var gone = come - (axis.Window * Band);
        var to = filtered;
        var shares = axis.Shares.AsSpan(at, Block);
        for (var i = 0; i < Block; i++, come += Band, gone += Band, to += Band)
        {
            s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
            s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
            s2 = s2 + Vector512.Load(come + 32) - Vector512.Load(gone + 32);
            s3 = s3 + Vector512.Load(come + 48) - Vector512.Load(gone + 48);
            Share(s0, s1, shares[i], to);
            Share(s2, s3, shares[i], to + 32);
        }

        sums = new Sums(s0, s1, s2, s3);
    }

    // First pass along columns, 32 of them: 'once' to 'twice', whose row 0 is 'from' less the lag.
    private void AlongColumns(Axis rows, int tile, int from, int count)
    {
        for (var row = 0; row < Before; row++)
        {
            Copy(columnsBefore + (row * Longest) + tile, once + (row * Tile), Tile);
        }

        var (s0, s1) = (Vector512.Load(columnSums + tile), Vector512.Load(columnSums + tile + 16));
        var come = once + (Before * Tile);
        var gone = come - (rows.Window * Tile);
        var to = twice;
        var shares = rows.Shares.AsSpan(from, count);
        for (var row = 0; row < shares.Length; row++, come += Tile, gone += Tile, to += Tile)
        {
            s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
            s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
            Share(s0, s1, shares[row], to);
        }

        s0.Store(columnSums + tile);
        s1.Store(columnSums + tile + 16);
        for (var row = 0; row < Before; row++)
        {
            Copy(once + ((count + row) * Tile), columnsBefore + (row * Longest) + tile, Tile);
        }
    }

    // Second pass along rows, 16 columns: only sampled columns are kept, each as a row of 'sampled'. 'at' is the first column, which may be before 0.
    private int AlongRowsSampled(Axis columns, float* from, int at, int groups, int sample, ref Sums sums)
    {
        for (var group = 0; group < groups; group++)
        {
            Lanes.Transpose(from + (group * Block * Tile), Tile, second + (Before * Band) + (group * Block), Band);
        }

        // What the first pass left before the first column and behind the last belongs to none.
        for (var i = 0; i < Block && (at < 0 || at + Block > columns.Length); i++)
        {
            if (at + i < 0 || at + i >= columns.Length)
            {
                new Span<float>(second + ((Before + i) * Band), Band).Clear();
            }
        }

        sample = FilterSampled(columns, at, sample, ref sums);
        Copy(second + (Block * Band), second, Before * Band);
        return sample;
    }

    private int FilterSampled(Axis axis, int at, int sample, ref Sums sums)
    {
        var (s0, s1, s2, s3) = sums;
        var come = second + (Before * Band);
        var gone = come - (axis.Window * Band);
        var next = sample < Side ? axis.SampledAt[sample] + axis.Lag - at : Block;
        for (var i = 0; i < Block; i++, come += Band, gone += Band)
        {
            s0 = s0 + Vector512.Load(come) - Vector512.Load(gone);
            s1 = s1 + Vector512.Load(come + 16) - Vector512.Load(gone + 16);
            s2 = s2 + Vector512.Load(come + 32) - Vector512.Load(gone + 32);
            s3 = s3 + Vector512.Load(come + 48) - Vector512.Load(gone + 48);
            while (i == next)
            {
                Share(s0, s1, axis.Shares[at + i], sampled + (sample * Band));
                Share(s2, s3, axis.Shares[at + i], sampled + (sample * Band) + 32);
                next = ++sample < Side ? axis.SampledAt[sample] + axis.Lag - at : Block;
            }
        }

        sums = new Sums(s0, s1, s2, s3);
        return sample;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Share(Vector512<float> one, Vector512<float> other, float share, float* to)
    {
        if (share == 0)
        {
            (one / Vector512.Create(3f)).Store(to);
            (other / Vector512.Create(3f)).Store(to + 16);
            return;
        }

        (one * Vector512.Create(share)).Store(to);
        (other * Vector512.Create(share)).Store(to + 16);
    }

    // In whole vectors: what is read soon as whole vectors has to be written so.
    private static void Copy(float* from, float* to, int count)
    {
        for (var i = 0; i < count; i += 16)
        {
            Vector512.Load(from + i).Store(to + i);
        }
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
