using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>A cell's kind: with its place among those of its kind it names a cell of a plan.</summary>
internal enum CellKind
{
    Count,
    Sum,
    Square,
    Min,
    Max,
    Tally,
    Sketch,
    Sequence,
    Streak,
    Ends,
}

/// <summary>The windows in which each cell of a plan is asked for. A cell stops at no other, and leaves nothing behind there.</summary>
internal sealed class AskedWindows
{
    private readonly Dictionary<(CellKind Kind, int Cell), uint> windows = [];

    public AskedWindows(StreamPlan plan)
    {
        foreach (var (w, window) in plan.Windows.Index())
        {
            foreach (var cell in window.Outputs.SelectMany(o => Cells(plan, o)))
            {
                windows[cell] = Of(cell.Kind, cell.Cell) | (1u << w);
            }
        }
    }

    /// <summary>A cell's windows, a bit each.</summary>
    public uint Of(CellKind kind, int cell) => windows.GetValueOrDefault((kind, cell));

    /// <summary>The cell of a square's sum.</summary>
    public static int SumOf(StreamPlan plan, int square) => Array.IndexOf(plan.Sums, plan.Squares[square]);

    /// <summary>The cell that counts a square's rows.</summary>
    public static int CountOf(StreamPlan plan, int square) => Array.IndexOf(plan.Counts, new CountCell(plan.Squares[square].Mask));

    private static IEnumerable<(CellKind Kind, int Cell)> Cells(StreamPlan plan, Output o) => o.Aggregate switch
    {
        Aggregate.Count => [(CellKind.Count, o.Cell)],
        Aggregate.Rate => [(CellKind.Count, o.Cell), (CellKind.Count, o.Count)],
        Aggregate.Sum or Aggregate.Mean or Aggregate.Trend => [(CellKind.Sum, o.Cell), (CellKind.Count, o.Count)],
        Aggregate.Min => [(CellKind.Min, o.Cell), (CellKind.Count, o.Count)],
        Aggregate.Max => [(CellKind.Max, o.Cell), (CellKind.Count, o.Count)],
        Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation =>
            [(CellKind.Square, o.Cell), (CellKind.Sum, SumOf(plan, o.Cell)), (CellKind.Count, CountOf(plan, o.Cell))],
        Aggregate.Distinct or Aggregate.Entropy or Aggregate.TopShare or Aggregate.TopCount or Aggregate.RepeatShare => [(CellKind.Tally, o.Cell)],
        Aggregate.Quantile => [(CellKind.Sketch, o.Cell)],
        Aggregate.FirstValue or Aggregate.LastValue => [(CellKind.Ends, o.Cell)],
        Aggregate.Streak => [(CellKind.Streak, o.Cell)],
        _ => [(CellKind.Sequence, o.Cell)],
    };
}
