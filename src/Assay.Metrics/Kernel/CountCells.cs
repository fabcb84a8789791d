using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>The cells that only count rows: the bits of their masks, eight cells at a time.</summary>
internal sealed unsafe class CountCells : IDisposable
{
    private const int Group = Snapshots.Group;

    private readonly bool isWide;
    private readonly nint[] selections;
    private readonly int[] places;
    private readonly Course[] courses;
    private readonly Aligned<ulong> words;
    private readonly Aligned<long> state;

    /// <summary>The counts of a plan; each takes a place in a snapshot, from the first on.</summary>
    public CountCells(StreamPlan plan, Lanes lanes, Selections selections, Func<uint, Course> course, Func<int, uint> windows)
    {
        isWide = lanes == Lanes.Eight && Avx512BW.IsSupported;

        // Cells of the same windows stand together: most then take no notice of the narrow ones.
        var cells = Enumerable.Range(0, plan.Counts.Length).OrderByDescending(windows).ToArray();
        var groups = cells.Chunk(Group).ToList();
        this.selections = [.. groups.SelectMany(g => g.Concat(Enumerable.Repeat(g[0], Group - g.Length))).Select(c => (nint)selections.Of(plan.Counts[c].Mask))];
        courses = [.. groups.Select(g => course(g.Aggregate(0u, (all, c) => all | windows(c))))];
        places = new int[cells.Length];
        foreach (var (place, cell) in cells.Index())
        {
            places[cell] = place;
        }

        words = new Aligned<ulong>(Math.Max(1, groups.Count) * Group * Selections.Words);
        state = new Aligned<long>(Math.Max(1, groups.Count) * Group);
    }

    /// <summary>Numbers of a snapshot that it takes.</summary>
    public int Numbers => courses.Length * Group;

    /// <summary>Where a cell's count stands in a snapshot.</summary>
    public int Place(int cell) => places[cell];

    /// <summary>Makes a block ready: the words of a group's cells beside each other.</summary>
    public void Select(int count)
    {
        fixed (nint* from = selections)
        {
            for (var g = 0; g < courses.Length; g++)
            {
                Transposed.Write((long**)(from + (g * Group)), (count + 63) / 64, (long*)Of(g), Group);
            }
        }
    }

    /// <summary>Folds rows.</summary>
    public void Fold(Snapshots into)
    {
        for (var g = 0; g < courses.Length; g++)
        {
            if (isWide)
            {
                FoldEight(g, into);
            }
            else
            {
                FoldOne(g, into);
            }
        }
    }

    public void Dispose()
    {
        words.Dispose();
        state.Dispose();
    }

    private ulong* Of(int group) => words.Pointer + (group * Group * Selections.Words);

    private void FoldEight(int group, Snapshots into)
    {
        var from = Of(group);
        var counts = Vector512.Load(state.Pointer + (group * Group));
        foreach (ref readonly var s in courses[group].Stretches)
        {
            counts = s.IsFirst ? Vector512<long>.Zero : counts;
            for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
            {
                counts += BitsSet(Vector512.Load(from + (w * Group)) & Vector512.Create(Selections.Within(ulong.MaxValue, w, s.From, s.Until)));
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                counts.Store(into.Of(BitOperations.TrailingZeroCount(ends), s.Slot) + (group * Group));
            }
        }

        counts.Store(state.Pointer + (group * Group));
    }

    private void FoldOne(int group, Snapshots into)
    {
        var from = Of(group);
        var counts = new Span<long>(state.Pointer + (group * Group), Group);
        foreach (ref readonly var s in courses[group].Stretches)
        {
            for (var lane = 0; lane < Group; lane++)
            {
                counts[lane] = s.IsFirst ? 0 : counts[lane];
                for (var w = s.From >> 6; w <= (s.Until - 1) >> 6; w++)
                {
                    counts[lane] += BitOperations.PopCount(Selections.Within(from[(w * Group) + lane], w, s.From, s.Until));
                }
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                counts.CopyTo(new Span<long>(into.Of(BitOperations.TrailingZeroCount(ends), s.Slot) + (group * Group), Group));
            }
        }
    }

    // The bits of each half byte are looked up, and a word's added up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> BitsSet(Vector512<ulong> x)
    {
        var table = Vector512.Create(0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201).AsByte();
        var half = Vector512.Create((byte)0x0F);
        var counts = Avx512BW.Shuffle(table, x.AsByte() & half) + Avx512BW.Shuffle(table, (x >> 4).AsByte() & half);
        return Avx512BW.SumAbsoluteDifferences(counts, Vector512<byte>.Zero).AsInt64();
    }
}
