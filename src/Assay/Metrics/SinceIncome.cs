namespace Assay.Metrics;

/// <summary>Seconds since the seller's last earlier incoming payment.</summary>
internal sealed class SinceIncome : SweptField
{
    private readonly SortedSet<(long At, ulong Tie)> incomes = [];

    public override string Stream => "payments";

    public override string Field => "since_income";

    public override string Columns => "direction = 1, 0::UBIGINT, 0::DOUBLE, 0::DOUBLE";

    public override bool SeesItsMoment => true;

    public override void Clear() => incomes.Clear();

    public override void Add(SweptEvent known) => incomes.Add((known.At, known.Tie));

    public override void Remove(SweptEvent superseded) => incomes.Remove((superseded.At, superseded.Tie));

    public override long? Of(SweptEvent each)
    {
        if (incomes.Count == 0)
        {
            return null;
        }

        // Mostly the event is the newest; only one that came late has to look for its predecessor.
        var last = incomes.Max;
        if (last.At >= each.At)
        {
            var earlier = incomes.GetViewBetween((long.MinValue, 0), (each.At - 1, ulong.MaxValue));
            if (earlier.Count == 0)
            {
                return null;
            }

            last = earlier.Max;
        }

        return (each.At - last.At) / 1_000_000;
    }
}
