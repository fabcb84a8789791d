using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// The running state of the subject under way: every cell of a plan. Cells fold one after the other, each all rows of a block's subjects: one cell's state and code
/// are small enough to stay where they are fast.
/// </summary>
internal sealed unsafe class CellStates : IDisposable
{
    private readonly StreamPlan plan;
    private readonly AskedWindows asked;
    private readonly Selections selections;
    private readonly CountCells counts;
    private readonly LinearCells linear;
    private readonly List<RowCell> cells = [];
    private readonly Dictionary<uint, Course> courses = [];
    private readonly Dictionary<(CellKind Kind, int Cell), int> places = [];
    private readonly Dictionary<(int Sketch, double Quantile), int> quantilePlaces = [];

    /// <summary>The cells of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lanes">How wide to fold.</param>
    /// <param name="all">The course that ends at every window.</param>
    public CellStates(StreamPlan plan, Lanes lanes, Course all)
    {
        this.plan = plan;
        courses[all.Windows] = all;
        asked = new AskedWindows(plan);
        selections = new Selections(plan);
        counts = new CountCells(plan, lanes, selections, CourseOf, c => asked.Of(CellKind.Count, c));
        linear = new LinearCells(plan, lanes, selections, counts.Numbers, CourseOf, (kind, c) => asked.Of(Kind(kind), c));
        Numbers = counts.Numbers + linear.Numbers;
        var outputs = plan.Windows.SelectMany(w => w.Outputs).ToLookup(o => o.Aggregate);
        Add(CellKind.Tally, plan.Tallies, _ => Tally.Width, (c, i, course, at) => new Tally(c, selections.Of(c.Mask), TallyPartsOf(outputs, i), lanes, course, at));
        Add(CellKind.Sketch, plan.Sketches, i => Quantiles(i).Count, (c, i, course, at) => NewSketch(c, i, lanes, course, at));
        Add(CellKind.Sequence, plan.Sequences, _ => Sequence.Width, (c, i, course, at) => new Sequence(selections.Of(c.Mask), SequencePartsOf(outputs, i), course, at));
        Add(CellKind.Streak, plan.Streaks, _ => Streak.Width, (c, _, course, at) => new Streak(selections.Of(c.Of), selections.Of(c.Where), course, at));
        Add(CellKind.Ends, plan.Ends, _ => Ends.Width, (c, _, course, at) => new Ends(c, selections.Of(c.Mask), course, at));
    }

    /// <summary>Numbers of a snapshot.</summary>
    public int Numbers { get; private set; }

    /// <summary>Where a cell's numbers stand in a snapshot.</summary>
    public int Place(CellKind kind, int cell) => kind switch
    {
        CellKind.Count => counts.Place(cell),
        CellKind.Sum => linear.Place(LinearKind.Sum, cell),
        CellKind.Square => linear.Place(LinearKind.Square, cell),
        CellKind.Min => linear.Place(LinearKind.Min, cell),
        CellKind.Max => linear.Place(LinearKind.Max, cell),
        _ => places[(kind, cell)],
    };

    /// <summary>Where a sketch's quantile stands in a snapshot.</summary>
    public int Place(int sketch, double quantile) => quantilePlaces[(sketch, quantile)];

    /// <summary>Makes a decoded block ready to be folded.</summary>
    public void Select(DecodeBlock decode, EventBlock block)
    {
        selections.Run(decode, block.Count);
        counts.Select(block.Count);
        linear.Select(decode, block);
        foreach (var cell in cells)
        {
            cell.Select(decode, block);
        }
    }

    /// <summary>Folds the rows of a course.</summary>
    public void Fold(DecodeBlock decode, EventBlock block, Course all, Snapshots into)
    {
        foreach (var course in courses.Values)
        {
            if (course != all)
            {
                course.Take(all);
            }
        }

        counts.Fold(into);
        linear.Fold(into);
        foreach (var cell in cells)
        {
            cell.Fold(decode, block, into);
        }
    }

    public void Dispose()
    {
        selections.Dispose();
        counts.Dispose();
        linear.Dispose();
        cells.ForEach(c => c.Dispose());
        foreach (var course in courses.Values)
        {
            course.Dispose();
        }
    }

    private Course CourseOf(uint windows)
    {
        if (!courses.TryGetValue(windows, out var course))
        {
            courses[windows] = course = new Course(windows);
        }

        return course;
    }

    private void Add<T>(CellKind kind, T[] planned, Func<int, int> width, Func<T, int, Course, int, RowCell> make)
    {
        foreach (var (i, cell) in planned.Index())
        {
            places[(kind, i)] = Numbers;
            cells.Add(make(cell, i, CourseOf(asked.Of(kind, i)), Numbers));
            Numbers += width(i);
        }
    }

    private Sketch NewSketch(MeasureCell cell, int sketch, Lanes lanes, Course course, int place)
    {
        var quantiles = Quantiles(sketch);
        foreach (var (i, quantile) in quantiles.Index())
        {
            quantilePlaces[(sketch, quantile)] = place + i;
        }

        var perWindow = plan.Windows.Select(w => Asked(w.Outputs, sketch).Select(o => (o.Quantile, quantiles.IndexOf(o.Quantile))).Distinct().ToArray());
        return new Sketch(cell, selections.Of(cell.Mask), [.. perWindow], lanes, course, place);
    }

    private List<double> Quantiles(int sketch) => [.. plan.Windows.SelectMany(w => Asked(w.Outputs, sketch)).Select(o => o.Quantile).Distinct().Order()];

    private static IEnumerable<Output> Asked(Output[] outputs, int sketch) => outputs.Where(o => o.Aggregate == Aggregate.Quantile && o.Cell == sketch);

    private static CellKind Kind(LinearKind kind) => kind switch
    {
        LinearKind.Sum => CellKind.Sum,
        LinearKind.Square => CellKind.Square,
        LinearKind.Min => CellKind.Min,
        _ => CellKind.Max,
    };

    private static TallyParts TallyPartsOf(ILookup<Aggregate, Output> outputs, int cell) =>
        (Wants(outputs, cell, Aggregate.TopShare, Aggregate.TopCount) ? TallyParts.Top : TallyParts.Values)
        | (Wants(outputs, cell, Aggregate.Entropy) ? TallyParts.Entropy : TallyParts.Values);

    private static SequenceParts SequencePartsOf(ILookup<Aggregate, Output> outputs, int cell) =>
        (Wants(outputs, cell, Aggregate.GapMax, Aggregate.GapMin) ? SequenceParts.Gaps : SequenceParts.Ends)
        | (Wants(outputs, cell, Aggregate.GapVariation) ? SequenceParts.Squares : SequenceParts.Ends)
        | (Wants(outputs, cell, Aggregate.ActiveDays, Aggregate.TopDayCount, Aggregate.TopDayShare) ? SequenceParts.Days : SequenceParts.Ends);

    private static bool Wants(ILookup<Aggregate, Output> outputs, int cell, params Aggregate[] any) => any.Any(a => outputs[a].Any(o => o.Cell == cell));
}
