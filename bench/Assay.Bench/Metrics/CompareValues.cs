using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>Compares a peer's values with ours, every metric of every subject that it has, before any time is taken.</summary>
internal sealed class CompareValues(Catalogue catalogue, double[] ours, int subjects)
{
    private readonly Dictionary<string, int> places = catalogue.Of(FillStore.Subject).Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
    private readonly int width = catalogue.Of(FillStore.Subject).Count;
    private readonly Dictionary<string, (long Count, string First)> wrong = new(StringComparer.Ordinal);

    /// <summary>Values that were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Metrics that differ, each with how many values do and the first.</summary>
    public IReadOnlyDictionary<string, (long Count, string First)> Wrong => wrong;

    /// <summary>Compares a table of <c>subject</c> and a column a metric; a subject without a row has the value of no events.</summary>
    public void Table(IWarehouse session, string table, IReadOnlyList<Metric> metrics)
    {
        var seen = new bool[subjects + 1];
        using (var rows = session.Query(new Sql(table, $"SELECT * FROM {table}")))
        {
            while (rows.Next())
            {
                var subject = rows.Values<uint>(0);
                for (var c = 0; c < metrics.Count; c++)
                {
                    var values = rows.Values<double>(c + 1);
                    for (var i = 0; i < rows.Count; i++)
                    {
                        One(metrics[c], subject[i], rows.IsNull(c + 1, i) ? double.NaN : values[i]);
                    }
                }

                foreach (var s in subject)
                {
                    seen[s] = true;
                }
            }
        }

        for (var s = 1u; s <= subjects; s++)
        {
            foreach (var metric in seen[s] ? [] : metrics)
            {
                One(metric, s, CompileStream.IsZero(metric.Definition.Aggregate) ? 0 : double.NaN);
            }
        }
    }

    /// <summary>Compares one value; NaN is null.</summary>
    public void One(Metric metric, uint subject, double its)
    {
        var our = ours[((long)(subject - 1) * width) + places[metric.Id]];
        Compared++;
        if (BitConverter.DoubleToInt64Bits(our) != BitConverter.DoubleToInt64Bits(its) && !IsSame(metric, our, its))
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(wrong, metric.Id, out _);
            found = (found.Count + 1, found.First ?? $"subject {subject}: ours {our:R}, its {its:R}");
        }
    }

    /// <summary>Fails where a value differs, naming the worst.</summary>
    public void Require(string peer)
    {
        foreach (var (id, (count, first)) in wrong.OrderByDescending(w => w.Value.Count).Take(20))
        {
            BenchRun.Say($"{peer} differs at {id}: {count:N0} values, {first}");
        }

        if (wrong.Count > 0)
        {
            throw new InvalidOperationException($"{peer}: {wrong.Count} metrics differ, {wrong.Sum(w => w.Value.Count):N0} values of {Compared:N0}; they stand above.");
        }
    }

    private bool IsSame(Metric metric, double our, double its)
    {
        if (double.IsNaN(our) || double.IsNaN(its))
        {
            return double.IsNaN(our) && double.IsNaN(its);
        }

        var size = Math.Max(Math.Abs(our), Math.Abs(its));
        return Math.Abs(our - its) <= metric.Definition.Aggregate switch
        {
            Aggregate.Count or Aggregate.Distinct or Aggregate.TopCount or Aggregate.ActiveDays or Aggregate.TopDayCount or Aggregate.Streak
                or Aggregate.SinceFirst or Aggregate.SinceLast or Aggregate.Min or Aggregate.Max or Aggregate.FirstValue or Aggregate.LastValue => 0,
            Aggregate.Quantile => size / 127,
            Aggregate.Entropy => 1e-6,
            Aggregate.Variance or Aggregate.Deviation or Aggregate.Variation or Aggregate.GapVariation => (size * 1e-6) + 1e-6,
            Aggregate.Ratio or Aggregate.Difference or Aggregate.Burst => (size * (HasQuantile(metric.Definition) ? 1 / 60.0 : 1e-9)) + 1e-9,
            _ => size * 1e-9,
        };
    }

    private bool HasQuantile(MetricDefinition d) =>
        d.Aggregate == Aggregate.Quantile || new[] { d.From, d.To }.OfType<string>().Any(s => HasQuantile(catalogue.Find(s)!));
}
