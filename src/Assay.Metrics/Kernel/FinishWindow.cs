using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>Writes a window's values of a run of subjects from their snapshots, one metric of all subjects after the other.</summary>
internal sealed unsafe class FinishWindow
{
    private const int Group = Snapshots.Group;
    private const int Slots = Snapshots.Slots;
    private const double Micros = 1e6;

    private readonly int index;
    private readonly Window window;
    private readonly (Aggregate Aggregate, Operands[] Outputs)[] runs;
    private readonly int[] groups;

    public FinishWindow(StreamPlan plan, int index, CellStates cells)
    {
        this.index = index;
        window = plan.Windows[index].Window;
        runs = [.. plan.Windows[index].Outputs.GroupBy(o => o.Aggregate).Select(g => (g.Key, g.Select(o => Placed(plan, o, cells)).ToArray()))];
        groups = [.. runs.SelectMany(r => r.Outputs.SelectMany(o => Numbers(r.Aggregate, o))).Select(n => n / Group).Distinct().Order()];
    }

    /// <summary>Writes the values; of subjects without rows those of a subject without events.</summary>
    public void Write(Snapshots snapshots, ValueRows values, long now)
    {
        var marked = snapshots.Marked(index);
        var slots = Math.Min(values.Stride, Slots);
        var columns = snapshots.Turn(index, groups);
        foreach (var (aggregate, outputs) in runs)
        {
            var none = CompileStream.IsZero(aggregate) ? 0 : double.NaN;
            foreach (ref readonly var o in outputs.AsSpan())
            {
                var a = columns + (o.A * Slots);
                var b = columns + (o.B * Slots);
                var to = values.At(o.To);
                switch (aggregate)
                {
                    case Aggregate.Count or Aggregate.Distinct or Aggregate.TopCount or Aggregate.ActiveDays or Aggregate.TopDayCount or Aggregate.Streak:
                        Write<Formulas.Whole>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.Rate or Aggregate.TopShare or Aggregate.TopDayShare:
                        Write<Formulas.Share>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.RepeatShare:
                        Write<Formulas.Others>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.Mean or Aggregate.Entropy:
                        Write<Formulas.Mean>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.Sum or Aggregate.Min or Aggregate.Max or Aggregate.FirstValue or Aggregate.LastValue:
                        Write<Formulas.Shown>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.Trend:
                        Write<Formulas.Trend>(a, b, (now - window.Start(now)) / Micros, marked, none, to, slots);
                        break;
                    case Aggregate.GapMean:
                        Write<Formulas.GapMean>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.GapMax or Aggregate.GapMin:
                        Write<Formulas.Gap>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.Quantile:
                        Write<Formulas.Bucket>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.GapVariation:
                        Write<Formulas.AsIs>(a, b, o.Scale, marked, none, to, slots);
                        break;
                    case Aggregate.SinceFirst or Aggregate.SinceLast:
                        WriteSince(a, b, marked, now, to, slots);
                        break;
                    default:
                        WriteSpread(aggregate, a, b, columns + (o.C * Slots), o.Scale, marked, to, slots);
                        break;
                }
            }
        }
    }

    private static void Write<TFormula>(long* a, long* b, double scale, ulong marked, double none, double* to, int slots)
        where TFormula : IFormula
    {
        var (scales, nones) = (Vector512.Create(scale), Vector512.Create(none));
        for (var slot = 0; slot < slots; slot += Group)
        {
            var some = (long)(byte)(marked >> slot);
            if (some == 0)
            {
                nones.Store(to + slot);
                continue;
            }

            var isNone = Vector512.Equals(Vector512.Create(some) & Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128), Vector512<long>.Zero);
            var value = TFormula.Of(Vector512.Load(a + slot), Vector512.Load(b + slot), scales);
            Vector512.ConditionalSelect(isNone.AsDouble(), nones, value).Store(to + slot);
        }
    }

    private static void WriteSince(long* at, long* rows, ulong marked, long now, double* to, int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            to[slot] = (marked >> slot & 1) == 0 || rows[slot] == 0 ? double.NaN : (now - at[slot]) / Micros;
        }
    }

    // Variance, deviation or deviation over mean: (n Q − S²) / n² and its root, with Q and S exact; NaN without numbers.
    private static void WriteSpread(Aggregate aggregate, long* squares, long* counts, long* sums, double scale, ulong marked, double* to, int slots)
    {
        const int part = LinearCells.Group * Slots;
        for (var slot = 0; slot < slots; slot++)
        {
            var n = counts[slot];
            if ((marked >> slot & 1) == 0 || n == 0)
            {
                to[slot] = double.NaN;
                continue;
            }

            var at = squares + slot;
            var all = ((Int128)at[0] << (2 * LinearCells.Part)) + ((Int128)at[part] << (LinearCells.Part + 1)) + at[2 * part];
            var sum = (Int128)sums[slot];
            var spread = (double)((n * all) - (sum * sum));
            to[slot] = aggregate switch
            {
                Aggregate.Variance => spread / ((double)n * n) / (scale * scale),
                Aggregate.Deviation => Math.Sqrt(spread) / (n * scale),
                _ => sum == 0 ? double.NaN : Math.Sqrt(spread) / Math.Abs((double)sum),
            };
        }
    }

    private static Operands Placed(StreamPlan plan, Output o, CellStates cells)
    {
        Operands Of(CellKind kind, int a, int b) => new(o.Place, cells.Place(kind, o.Cell) + a, cells.Place(kind, o.Cell) + b, 0, o.Scale);
        Operands Counted(CellKind kind) => new(o.Place, cells.Place(kind, o.Cell), cells.Place(CellKind.Count, o.Count), 0, o.Scale);
        return o.Aggregate switch
        {
            Aggregate.Count => Of(CellKind.Count, 0, 0),
            Aggregate.Rate => Counted(CellKind.Count),
            Aggregate.Sum or Aggregate.Mean or Aggregate.Trend => Counted(CellKind.Sum),
            Aggregate.Min => Counted(CellKind.Min),
            Aggregate.Max => Counted(CellKind.Max),
            Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation => new(
                o.Place, cells.Place(CellKind.Square, o.Cell), cells.Place(CellKind.Count, AskedWindows.CountOf(plan, o.Cell)),
                cells.Place(CellKind.Sum, AskedWindows.SumOf(plan, o.Cell)), o.Scale),
            Aggregate.Distinct => Of(CellKind.Tally, Tally.Distinct, Tally.Rows),
            Aggregate.TopCount or Aggregate.TopShare => Of(CellKind.Tally, Tally.Top, Tally.Rows),
            Aggregate.RepeatShare => Of(CellKind.Tally, Tally.Rows, Tally.Distinct),
            Aggregate.Entropy => Of(CellKind.Tally, Tally.Spread, Tally.Rows) with { Scale = FixedLog.Unit },
            Aggregate.Quantile => new(o.Place, cells.Place(o.Cell, o.Quantile), cells.Place(o.Cell, o.Quantile), 0, o.Scale),
            Aggregate.FirstValue => Of(CellKind.Ends, Ends.First, Ends.Any),
            Aggregate.LastValue => Of(CellKind.Ends, Ends.Last, Ends.Any),
            Aggregate.Streak => Of(CellKind.Streak, 0, 0),
            _ => Of(CellKind.Sequence, OfSequence(o.Aggregate), Sequence.Rows),
        };
    }

    private static int OfSequence(Aggregate aggregate) => aggregate switch
    {
        Aggregate.ActiveDays => Sequence.Days,
        Aggregate.TopDayCount or Aggregate.TopDayShare => Sequence.TopDay,
        Aggregate.SinceLast => Sequence.Newest,
        Aggregate.SinceFirst => Sequence.Oldest,
        Aggregate.GapMean => Sequence.Span,
        Aggregate.GapMax => Sequence.LongestGap,
        Aggregate.GapMin => Sequence.ShortestGap,
        Aggregate.GapVariation => Sequence.Variation,
        _ => throw new InvalidOperationException($"{aggregate} is computed from no events."),
    };

    private static IEnumerable<int> Numbers(Aggregate aggregate, Operands o) => aggregate is Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation
        ? [o.A, o.A + LinearCells.Group, o.A + (2 * LinearCells.Group), o.B, o.C]
        : [o.A, o.B];

    // Places of a metric's value and of its numbers in a snapshot.
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Operands(int To, int A, int B, int C, double Scale);
}
