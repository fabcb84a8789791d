using System.Numerics;
using System.Runtime.Intrinsics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>How wide the kernel folds. All give the same bits.</summary>
public enum Lanes
{
    /// <summary>One cell at a time.</summary>
    Scalar,

    /// <summary>Four cells at a time (AVX2).</summary>
    Four,

    /// <summary>Eight cells at a time (AVX-512).</summary>
    Eight,
}

/// <summary>What a linear cell does with a row's number.</summary>
internal enum LinearKind
{
    Sum,
    Square,
    Min,
    Max,
}

/// <summary>
/// The cells that a row's number is added to without a branch: lanes are cells, not rows, so that short runs of rows cost no tails and no reductions. Cells stand in
/// groups of eight of one kind; of squares the sum is kept in three parts of numbers below 2²⁰, so that it is exact and cannot overflow.
/// </summary>
internal sealed unsafe class LinearCells : IDisposable
{
    /// <summary>Cells of a group.</summary>
    public const int Group = Snapshots.Group;

    /// <summary>Bits of the low part of a number that is squared.</summary>
    public const int Part = 20;

    /// <summary>The low part's bits.</summary>
    public const long LowPart = (1L << Part) - 1;

    private readonly StreamPlan plan;
    private readonly Lanes lanes;
    private readonly LinearGroup[] groups;
    private readonly Dictionary<(LinearKind Kind, int Cell), int> places = [];
    private readonly int first;
    private readonly int stride;
    private readonly Aligned<long> measures;

    /// <summary>The linear cells of a plan; each takes a place in a snapshot.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lanes">How wide to fold.</param>
    /// <param name="selections">The rows of masks.</param>
    /// <param name="first">The first place.</param>
    /// <param name="course">The course that ends at some windows.</param>
    /// <param name="windows">The windows that a cell is asked for in.</param>
    public LinearCells(StreamPlan plan, Lanes lanes, Selections selections, int first, Func<uint, Course> course, Func<LinearKind, int, uint> windows)
    {
        (this.plan, this.lanes, this.first) = (plan, lanes, first);
        stride = plan.Measures.Count > Group ? 2 * Group : Group;
        measures = new Aligned<long>(EventBlock.Most * stride);
        var made = new List<LinearGroup>();
        foreach (var (kind, from, cells) in Groups(plan, windows))
        {
            var into = new LinearGroup(kind, from, Numbers, course(cells.Aggregate(0u, (all, c) => all | windows(kind, c.Cell))));
            foreach (var (lane, (cell, mask, measure)) in cells.Index())
            {
                into.Set(lane, selections.Of(mask), measure - from);
                places[(kind, cell)] = first + Numbers + lane;
            }

            made.Add(into);
            Numbers += into.Numbers;
        }

        groups = [.. made];
    }

    /// <summary>Numbers of a snapshot that it takes.</summary>
    public int Numbers { get; private set; }

    /// <summary>Where a cell's number stands in a snapshot.</summary>
    public int Place(LinearKind kind, int cell) => places[(kind, cell)];

    /// <summary>Makes a block ready: rows' numbers beside each other, and the cells of each group that a row is added to.</summary>
    public void Select(DecodeBlock decode, EventBlock block)
    {
        if (groups.Length == 0)
        {
            return;
        }

        var sources = stackalloc long*[stride];
        for (var m = 0; m < stride; m++)
        {
            sources[m] = decode.Measure(block, m < plan.Measures.Count ? m : 0);
        }

        for (var half = 0; half < stride; half += Group)
        {
            Transposed.Write(sources + half, block.Count, measures.Pointer + half, stride);
        }

        foreach (var group in groups)
        {
            group.Select(block.Count);
        }
    }

    /// <summary>Folds rows.</summary>
    public void Fold(Snapshots into)
    {
        foreach (var group in groups)
        {
            group.Fold(lanes, measures.Pointer + group.Base, stride, into, first);
        }
    }

    public void Dispose()
    {
        measures.Dispose();
        foreach (var group in groups)
        {
            group.Dispose();
        }
    }

    // Cells of a group take their numbers from the same eight of a row; those of the same windows stand together.
    private static IEnumerable<(LinearKind Kind, int Base, List<(int Cell, ulong Mask, int Measure)> Cells)> Groups(StreamPlan plan, Func<LinearKind, int, uint> windows)
    {
        var measured = new[] { (LinearKind.Sum, plan.Sums), (LinearKind.Square, plan.Squares), (LinearKind.Min, plan.Minima), (LinearKind.Max, plan.Maxima) };
        foreach (var (kind, cells) in measured)
        {
            foreach (var half in cells.Index().GroupBy(c => c.Item.Measure / Group))
            {
                foreach (var chunk in half.OrderByDescending(c => windows(kind, c.Index)).Chunk(Group))
                {
                    yield return (kind, half.Key * Group, [.. chunk.Select(c => (c.Index, c.Item.Mask, c.Item.Measure))]);
                }
            }
        }
    }
}

/// <summary>Eight linear cells of one kind.</summary>
internal sealed unsafe class LinearGroup : IDisposable
{
    private const int Group = LinearCells.Group;

    private readonly LinearKind kind;
    private readonly int place;
    private readonly nint[] selections = new nint[Group];
    private readonly Aligned<ulong> none = new(Selections.Words);
    private readonly Aligned<byte> cells = new(EventBlock.Most);
    private readonly Aligned<long> picks = new(Group);
    private readonly Aligned<long> state;
    private readonly long fresh;

    public LinearGroup(LinearKind kind, int from, int place, Course course)
    {
        (this.kind, Base, this.place, Course) = (kind, from, place, course);
        state = new Aligned<long>(Numbers);
        fresh = kind == LinearKind.Min ? long.MaxValue : kind == LinearKind.Max ? long.MinValue : 0;
        selections.AsSpan().Fill((nint)none.Pointer);
    }

    /// <summary>The first of the eight numbers of a row that it picks from.</summary>
    public int Base { get; }

    /// <summary>Where it stops.</summary>
    public Course Course { get; }

    /// <summary>Numbers of its state.</summary>
    public int Numbers => kind == LinearKind.Square ? 3 * Group : Group;

    /// <summary>Gives a lane its rows, and its number's place among a row's.</summary>
    public void Set(int lane, ulong* rows, int pick) => (selections[lane], picks.Pointer[lane]) = ((nint)rows, pick);

    /// <summary>For each row of a block the cells that it is added to, a bit each: eight words of rows are turned to 64 bytes of cells.</summary>
    public void Select(int count)
    {
        var words = stackalloc ulong[Group];
        for (var w = 0; w * 64 < count; w++)
        {
            for (var lane = 0; lane < Group; lane++)
            {
                words[lane] = ((ulong*)selections[lane])[w];
            }

            Turn(words, cells.Pointer + (w * 64));
        }
    }

    /// <summary>Folds rows.</summary>
    public void Fold(Lanes lanes, long* numbers, int stride, Snapshots into, int first)
    {
        if (lanes == Lanes.Eight)
        {
            new LinearEight(Course.Stretches, cells.Pointer, numbers, stride, picks.Pointer).Fold(kind, state.Pointer, into, first + place);
            return;
        }

        foreach (ref readonly var s in Course.Stretches)
        {
            if (s.IsFirst)
            {
                state.Span.Fill(fresh);
            }

            FoldRows(lanes, numbers + (s.From * stride), stride, s);
            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                state.Span.CopyTo(new Span<long>(into.Of(BitOperations.TrailingZeroCount(ends), s.Slot) + first + place, Numbers));
            }
        }
    }

    private void FoldRows(Lanes lanes, long* row, int stride, in Stretch s)
    {
        var from = cells.Pointer + s.From;
        var count = s.Until - s.From;
        if (lanes == Lanes.Four)
        {
            LinearFour.Fold(kind, from, 0, row, stride, count, picks.Pointer, state.Pointer);
            LinearFour.Fold(kind, from, 4, row, stride, count, picks.Pointer + 4, state.Pointer + 4);
        }
        else
        {
            LinearOne.Fold(kind, from, row, stride, count, picks.Pointer, state.Pointer);
        }
    }

    public void Dispose()
    {
        none.Dispose();
        cells.Dispose();
        picks.Dispose();
        state.Dispose();
    }

    // Bytes of eight words become words of eight bytes, whose bits are then turned as a square of eight (H. S. Warren: Hacker's Delight, 7-3).
    private static void Turn(ulong* words, byte* into)
    {
        var square = Vector512.Shuffle(Vector512.Load((byte*)words), Vector512.Create((byte)
            0, 8, 16, 24, 32, 40, 48, 56, 1, 9, 17, 25, 33, 41, 49, 57, 2, 10, 18, 26, 34, 42, 50, 58, 3, 11, 19, 27, 35, 43, 51, 59,
            4, 12, 20, 28, 36, 44, 52, 60, 5, 13, 21, 29, 37, 45, 53, 61, 6, 14, 22, 30, 38, 46, 54, 62, 7, 15, 23, 31, 39, 47, 55, 63)).AsUInt64();
        square = Swap(square, 7, 0x00AA00AA00AA00AA);
        square = Swap(square, 14, 0x0000CCCC0000CCCC);
        square = Swap(square, 28, 0x00000000F0F0F0F0);
        square.AsByte().Store(into);
    }

    private static Vector512<ulong> Swap(Vector512<ulong> x, int distance, ulong which)
    {
        var changed = (x ^ (x >>> distance)) & Vector512.Create(which);
        return x ^ changed ^ (changed << distance);
    }
}
