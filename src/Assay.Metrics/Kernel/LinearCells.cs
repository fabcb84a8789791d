using Assay.Metrics.Definitions;
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
    Count,
    Sum,
    Square,
    Min,
    Max,
}

/// <summary>
/// The cells that a row is added to without a branch: lanes are cells, not rows, so that short runs of rows cost no tails and no reductions. Cells stand in
/// groups of eight of one kind; of squares the sum is kept in three parts of numbers below 2²⁰, so that it is exact and cannot overflow.
/// </summary>
internal sealed unsafe class LinearCells : IDisposable
{
    /// <summary>Cells of a group.</summary>
    public const int Group = 8;

    /// <summary>Bits of the low part of a number that is squared.</summary>
    public const int Part = 20;

    /// <summary>The low part's bits.</summary>
    public const long LowPart = (1L << Part) - 1;

    private readonly Lanes lanes;
    private readonly int stride;
    private readonly LinearKind[] kinds;
    private readonly int[] bases;
    private readonly int[] states;
    private readonly Aligned<ulong> masks;
    private readonly Aligned<long> picks;
    private readonly Aligned<long> state;
    private readonly Aligned<long> fresh;
    private readonly Dictionary<(LinearKind Kind, int Cell), int> places = [];
    private readonly (int Square, int Sum, int Count)[] spreads;

    public LinearCells(StreamPlan plan, Lanes lanes, int stride)
    {
        this.lanes = lanes;
        this.stride = stride;
        var groups = Groups(plan).ToList();
        kinds = [.. groups.Select(g => g.Kind)];
        bases = [.. groups.Select(g => g.Base)];
        masks = new Aligned<ulong>(groups.Count * Group);
        picks = new Aligned<long>(groups.Count * Group);
        states = new int[groups.Count];
        var size = 0;
        foreach (var (g, group) in groups.Index())
        {
            states[g] = size;
            size += group.Kind == LinearKind.Square ? 3 * Group : Group;
            foreach (var (lane, (cell, mask, measure)) in group.Cells.Index())
            {
                masks.Pointer[(g * Group) + lane] = mask;
                picks.Pointer[(g * Group) + lane] = measure - group.Base;
                places[(group.Kind, cell)] = states[g] + lane;
            }

            // A lane without a cell wants every bit, bit 0 among them, of a word that has none at a row of its own: it may count, nobody reads it.
            for (var lane = group.Cells.Count; lane < Group; lane++)
            {
                masks.Pointer[(g * Group) + lane] = ulong.MaxValue;
            }
        }

        spreads = [.. plan.Squares.Index().Select(s => (places[(LinearKind.Square, s.Index)], places[(LinearKind.Sum, Array.IndexOf(plan.Sums, s.Item))], places[(LinearKind.Count, Array.IndexOf(plan.Counts, new(s.Item.Mask)))]))];
        state = new Aligned<long>(size);
        fresh = new Aligned<long>(size);
        foreach (var (g, kind) in kinds.Index())
        {
            fresh.Span.Slice(states[g], Group).Fill(kind == LinearKind.Min ? long.MaxValue : kind == LinearKind.Max ? long.MinValue : 0);
        }

        Reset();
    }

    /// <summary>Starts a subject.</summary>
    public void Reset() => fresh.Span.CopyTo(state.Span);

    /// <summary>Where a cell's number stands in <see cref="State"/>.</summary>
    public int Place(LinearKind kind, int cell) => places[(kind, cell)];

    /// <summary>All numbers.</summary>
    public long* State => state.Pointer;

    /// <summary>
    /// Variance, deviation or deviation over mean of a square cell's numbers: (n Q − S²) / n² and its root, with Q and S exact; NaN without numbers.
    /// </summary>
    public double Spread(int cell, Aggregate aggregate, double scale)
    {
        var (squareAt, sumAt, countAt) = spreads[cell];
        var at = state.Pointer + squareAt;
        var squares = ((Int128)at[0] << (2 * Part)) + ((Int128)at[Group] << (Part + 1)) + at[2 * Group];
        var (n, sum) = (state.Pointer[countAt], (Int128)state.Pointer[sumAt]);
        var spread = (double)((n * squares) - (sum * sum));
        return (n, aggregate) switch
        {
            (0, _) => double.NaN,
            (_, Aggregate.Variance) => spread / ((double)n * n) / (scale * scale),
            (_, Aggregate.Deviation) => Math.Sqrt(spread) / (n * scale),
            _ => sum == 0 ? double.NaN : Math.Sqrt(spread) / Math.Abs((double)sum),
        };
    }

    /// <summary>Folds rows.</summary>
    /// <param name="features">The first row's word.</param>
    /// <param name="measures">The first row's numbers.</param>
    /// <param name="count">Rows.</param>
    public void Fold(ulong* features, long* measures, int count)
    {
        for (var g = 0; g < kinds.Length; g++)
        {
            var at = state.Pointer + states[g];
            var mask = masks.Pointer + (g * Group);
            var pick = picks.Pointer + (g * Group);
            var from = measures + bases[g];
            switch (lanes)
            {
                case Lanes.Eight:
                    LinearEight.Fold(kinds[g], features, from, stride, count, mask, pick, at);
                    break;
                case Lanes.Four:
                    LinearFour.Fold(kinds[g], features, from, stride, count, mask, pick, at);
                    LinearFour.Fold(kinds[g], features, from, stride, count, mask + 4, pick + 4, at + 4);
                    break;
                default:
                    LinearOne.Fold(kinds[g], features, from, stride, count, mask, pick, at);
                    break;
            }
        }
    }

    public void Dispose()
    {
        masks.Dispose();
        picks.Dispose();
        state.Dispose();
        fresh.Dispose();
    }

    // Cells of a group take their numbers from the same eight of a row.
    private static IEnumerable<(LinearKind Kind, int Base, List<(int Cell, ulong Mask, int Measure)> Cells)> Groups(StreamPlan plan)
    {
        foreach (var chunk in plan.Counts.Index().Chunk(Group))
        {
            yield return (LinearKind.Count, 0, [.. chunk.Select(c => (c.Index, c.Item.Mask, 0))]);
        }

        var measured = new[] { (LinearKind.Sum, plan.Sums), (LinearKind.Square, plan.Squares), (LinearKind.Min, plan.Minima), (LinearKind.Max, plan.Maxima) };
        foreach (var (kind, cells) in measured)
        {
            foreach (var half in cells.Index().GroupBy(c => c.Item.Measure / Group))
            {
                foreach (var chunk in half.Chunk(Group))
                {
                    yield return (kind, half.Key * Group, [.. chunk.Select(c => (c.Index, c.Item.Mask, c.Item.Measure))]);
                }
            }
        }
    }
}
