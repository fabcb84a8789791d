using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Turns a block's columns into what rows are folded by: for each condition the rows that satisfy it, the columns of numbers, and the hour and weekday
/// where a tally or condition wants them.
/// </summary>
internal sealed unsafe class DecodeBlock : IDisposable
{
    private const int Words = EventBlock.Most / ConditionBits.Rows;

    private readonly StreamPlan plan;
    private readonly bool isWide;
    private readonly (int Column, CodeSet Codes, int Bit)[] codes;
    private readonly (int Column, bool IsNull, int Bit)[] keys;
    private readonly (int Column, long From, long Until, int Bit)[] numbers;
    private readonly bool wantsClock;
    private readonly Aligned<ulong> bits;
    private readonly Aligned<long> ages = new(EventBlock.Most);
    private readonly Clock clock = new();

    public DecodeBlock(StreamPlan plan, Lanes lanes)
    {
        this.plan = plan;
        isWide = lanes != Lanes.Scalar;
        bits = new Aligned<ulong>((plan.Features.Atoms.Count + 1) * Words);
        var atoms = plan.Features.Atoms.Select((a, i) => (Atom: a, Bit: i + 1, Column: Place(a.Field))).ToList();
        codes = [.. atoms.Where(a => a.Atom.Field.Kind == FieldKind.Code).Select(a => (a.Column, new CodeSet(a.Atom.Field, a.Atom), a.Bit))];
        keys = [.. atoms.Where(a => a.Atom.Field.Kind == FieldKind.Key).Select(a => (a.Column, a.Atom.HoldsKey(0), a.Bit))];
        numbers = [.. atoms.Where(a => a.Atom.Field.Kind == FieldKind.Number).Select(a => (a.Column, Range(a.Atom).From, Range(a.Atom).Until, a.Bit))];
        wantsClock = codes.Any(c => c.Column >= plan.Columns.Count) || plan.Tallies.Any(t => t.Column >= plan.Columns.Count)
            || plan.Windows.Any(w => w.Outputs.Any(o => o.Aggregate is Aggregate.ActiveDays or Aggregate.TopDayCount or Aggregate.TopDayShare));
    }

    /// <summary>The rows that satisfy a condition, a bit each: 0 is that a row can be seen, the others are the plan's conditions.</summary>
    public ulong* Bits(int condition) => bits.Pointer + (condition * Words);

    /// <summary>A code's or key's column: the block's own, or the hours or weekdays.</summary>
    public nint Column(EventBlock block, int column) =>
        column < plan.Columns.Count ? block.Columns[column] : (nint)(column == plan.HourColumn ? clock.Hours : clock.Weekdays);

    /// <summary>A measure's column, or the rows' ages.</summary>
    public long* Measure(EventBlock block, int measure) => plan.Measures[measure] is >= 0 and var column ? (long*)block.Columns[column] : ages.Pointer;

    /// <summary>The rows' days, where a sequence or another wants the clock.</summary>
    public int* Days => clock.Days;

    /// <summary>Decodes a block as seen at a moment.</summary>
    public void Run(EventBlock block, long t)
    {
        ConditionBits.See(block, t, isWide, Bits(0));
        if (wantsClock)
        {
            clock.Read((long*)block.At, block.Count, isWide);
        }

        foreach (var (column, set, bit) in codes)
        {
            ConditionBits.Codes((byte*)Column(block, column), block.Count, set, isWide, Bits(bit));
        }

        foreach (var (column, isNull, bit) in keys)
        {
            AddKeys((uint*)block.Columns[column], block.Count, isNull, Bits(bit));
        }

        foreach (var (column, from, until, bit) in numbers)
        {
            ConditionBits.Numbers((long*)block.Columns[column], block.Count, from, until, isWide, Bits(bit));
        }

        if (plan.Measures.Contains(-1))
        {
            ReadAges(block, t);
        }
    }

    public void Dispose()
    {
        bits.Dispose();
        ages.Dispose();
        clock.Dispose();
    }

    private void AddKeys(uint* column, int count, bool isNull, ulong* words)
    {
        ConditionBits.Keys(column, count, isWide, words);
        for (var w = 0; isNull && w * ConditionBits.Rows < count; w++)
        {
            words[w] = ~words[w];
        }
    }

    private void ReadAges(EventBlock block, long t)
    {
        var at = (long*)block.At;
        for (var i = 0; i < block.Count; i++)
        {
            ages.Pointer[i] = (t - at[i]) / 1_000_000;
        }
    }

    private int Place(EventField field) =>
        field == EventStream.Hour ? plan.HourColumn : field == EventStream.Weekday ? plan.WeekdayColumn : plan.Columns.Index().First(c => c.Item == field).Index;

    // A null is the least number: 'is null' is the range that holds it alone. No stored number is the greatest.
    private static (long From, long Until) Range(Condition atom) => atom.Comparison switch
    {
        Comparison.IsNull => (long.MinValue, long.MinValue + 1),
        Comparison.IsNotNull => (long.MinValue + 1, long.MaxValue),
        _ => (atom.From, Math.Max(atom.From, atom.Until)),
    };
}
