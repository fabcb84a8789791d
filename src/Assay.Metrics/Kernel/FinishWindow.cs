using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Writes a window's values from the running state: one division at the end, in one written order. Outputs stand in runs of one aggregate, so that each is a
/// loop without a choice in it.
/// </summary>
internal sealed unsafe class FinishWindow
{
    private const double Micros = 1e6;

    private readonly Window window;
    private readonly CellStates cells;
    private readonly (Aggregate Aggregate, Output[] Outputs)[] runs;

    public FinishWindow(StreamPlan plan, Window window, Output[] outputs, CellStates cells)
    {
        this.window = window;
        this.cells = cells;
        runs = [.. outputs.GroupBy(o => o.Aggregate).Select(g => (g.Key, g.Select(o => Placed(plan, o)).ToArray()))];
    }

    /// <summary>Writes the values of the subject whose state it is.</summary>
    public void Write(Span<double> row, long now)
    {
        foreach (var (aggregate, outputs) in runs)
        {
            switch (aggregate)
            {
                case Aggregate.Count or Aggregate.Rate or Aggregate.Sum or Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.Trend:
                    WriteLinear(aggregate, outputs, row, now);
                    break;
                case Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation:
                    WriteSpread(aggregate, outputs, row);
                    break;
                case Aggregate.Distinct or Aggregate.Entropy or Aggregate.TopShare or Aggregate.TopCount or Aggregate.RepeatShare:
                    WriteTallies(aggregate, outputs, row);
                    break;
                case Aggregate.Quantile:
                    WriteQuantiles(outputs, row);
                    break;
                case Aggregate.FirstValue or Aggregate.LastValue:
                    WriteEnds(aggregate, outputs, row);
                    break;
                case Aggregate.Streak:
                    foreach (var o in outputs)
                    {
                        row[o.Place] = cells.Streaks[o.Cell].Length;
                    }

                    break;
                default:
                    WriteSequences(aggregate, outputs, row, now);
                    break;
            }
        }
    }

    // Linear outputs carry the places of their numbers in the state, not of their cells.
    private Output Placed(StreamPlan plan, Output o)
    {
        var linear = cells.Linear;
        int Count(int cell) => linear.Place(LinearKind.Count, cell);
        return o.Aggregate switch
        {
            Aggregate.Count => o with { Cell = Count(o.Cell) },
            Aggregate.Rate => o with { Cell = Count(o.Cell), Count = Count(o.Count) },
            Aggregate.Sum or Aggregate.Mean or Aggregate.Trend => o with { Cell = linear.Place(LinearKind.Sum, o.Cell), Count = Count(o.Count) },
            Aggregate.Min => o with { Cell = linear.Place(LinearKind.Min, o.Cell), Count = Count(o.Count) },
            Aggregate.Max => o with { Cell = linear.Place(LinearKind.Max, o.Cell), Count = Count(o.Count) },
            _ => o,
        };
    }

    private void WriteLinear(Aggregate aggregate, Output[] outputs, Span<double> row, long now)
    {
        var state = cells.Linear.State;
        switch (aggregate)
        {
            case Aggregate.Count:
                foreach (ref readonly var o in outputs.AsSpan())
                {
                    row[o.Place] = state[o.Cell];
                }

                break;
            case Aggregate.Rate:
                foreach (ref readonly var o in outputs.AsSpan())
                {
                    // 0 of 0 is NaN, which stands for null.
                    row[o.Place] = state[o.Cell] / (double)state[o.Count];
                }

                break;
            case Aggregate.Trend:
                var width = (now - window.Start(now)) / Micros;
                foreach (ref readonly var o in outputs.AsSpan())
                {
                    row[o.Place] = 1 - (2 * (double)state[o.Cell] / (state[o.Count] * width));
                }

                break;
            case Aggregate.Mean:
                foreach (ref readonly var o in outputs.AsSpan())
                {
                    row[o.Place] = state[o.Cell] / (state[o.Count] * o.Scale);
                }

                break;
            default:
                foreach (ref readonly var o in outputs.AsSpan())
                {
                    row[o.Place] = state[o.Count] == 0 ? double.NaN : state[o.Cell] / o.Scale;
                }

                break;
        }
    }

    private void WriteSpread(Aggregate aggregate, Output[] outputs, Span<double> row)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            row[o.Place] = cells.Linear.Spread(o.Cell, aggregate, o.Scale);
        }
    }

    private void WriteTallies(Aggregate aggregate, Output[] outputs, Span<double> row)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var tally = cells.Tallies[o.Cell];
            row[o.Place] = aggregate switch
            {
                Aggregate.Distinct => tally.Distinct,
                Aggregate.TopCount => tally.Top,
                _ when tally.Rows == 0 => double.NaN,
                Aggregate.Entropy => tally.Entropy,
                Aggregate.TopShare => tally.Top / (double)tally.Rows,
                _ => (tally.Rows - tally.Distinct) / (double)tally.Rows,
            };
        }
    }

    private void WriteQuantiles(Output[] outputs, Span<double> row)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var sketch = cells.Sketches[o.Cell];
            row[o.Place] = sketch.Rows == 0 ? double.NaN : sketch.Quantile(o.Quantile) / o.Scale;
        }
    }

    private void WriteEnds(Aggregate aggregate, Output[] outputs, Span<double> row)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var ends = cells.Ends[o.Cell];
            row[o.Place] = ends.Any ? (aggregate == Aggregate.LastValue ? ends.Last : ends.First) / o.Scale : double.NaN;
        }
    }

    private void WriteSequences(Aggregate aggregate, Output[] outputs, Span<double> row, long now)
    {
        foreach (ref readonly var o in outputs.AsSpan())
        {
            var s = cells.Sequences[o.Cell];
            row[o.Place] = aggregate switch
            {
                Aggregate.ActiveDays => s.Days,
                Aggregate.TopDayCount => s.TopDay,
                _ when s.Rows == 0 => double.NaN,
                Aggregate.TopDayShare => s.TopDay / (double)s.Rows,
                Aggregate.SinceLast => (now - s.Newest) / Micros,
                Aggregate.SinceFirst => (now - s.Oldest) / Micros,
                _ when s.Rows == 1 => double.NaN,
                Aggregate.GapMean => (s.Newest - s.Oldest) / (Micros * (s.Rows - 1)),
                Aggregate.GapMax => s.LongestGap / Micros,
                Aggregate.GapMin => s.ShortestGap / Micros,
                _ => s.Variation,
            };
        }
    }
}
