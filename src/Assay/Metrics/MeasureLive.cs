using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// The metrics of a few subjects as of any moment, from their events in memory: what changed while it is watched is measured without the rest of the market. Peers
/// are those of 00:00 UTC of the day, computed once a day. The values are those that <see cref="MeasureMarket"/> computes, bit by bit. The store must have
/// been built. Used by one thread at a time.
/// </summary>
public sealed class MeasureLive : IDisposable
{
    /// <summary>The most events of a kind of subject that are kept in memory, some 60 bytes each.</summary>
    public const long MostRows = 50_000_000;

    private static readonly Sql MakeAsked = new("asked subjects", "CREATE TEMP TABLE IF NOT EXISTS asked_wholes (no UINTEGER); DELETE FROM asked_wholes");

    private readonly IWarehouse session;
    private readonly Catalogue catalogue;
    private readonly string subject;
    private readonly MeasureOne one;
    private readonly ResidentSubjects resident;
    private readonly Dictionary<string, MeasureLive> others = new(StringComparer.Ordinal);
    private FrozenPeers? frozen;

    /// <summary>Prepares to measure subjects of a kind.</summary>
    /// <param name="warehouse">The warehouse; a session of its own is opened.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="subject">The kind of subject.</param>
    public MeasureLive(IWarehouse warehouse, Catalogue catalogue, string subject)
    {
        session = warehouse.Connect();
        (this.catalogue, this.subject) = (catalogue, subject);
        one = new MeasureOne(catalogue, subject, StreamKernel.Widest);
        resident = new ResidentSubjects(session, subject, one.Plans, MostRows);
        foreach (var over in catalogue.Of(subject).Where(m => m.Definition.Over is not null).GroupBy(m => m.Definition.Over!))
        {
            var sources = over.Select(MeasureMarket.Source).ToList();
            others[over.Key] = new MeasureLive(session, catalogue.Only(catalogue.Of(over.Key).Where(m => sources.Contains(m.Id)).Select(m => m.Definition.Id)), over.Key);
        }
    }

    /// <summary>Events in memory.</summary>
    public long Rows => resident.Rows + others.Values.Sum(o => o.Rows);

    /// <summary>Forgets the subjects whose events a build of the store changed.</summary>
    public void Forget(BuiltStream built)
    {
        if (built.Touched is null)
        {
            resident.ForgetAll();
        }
        else if (built.Touched.TryGetValue(subject, out var touched))
        {
            resident.Forget(touched);
        }

        foreach (var other in others.Values)
        {
            other.Forget(built);
        }
    }

    /// <summary>Measures subjects by their numbers, in the order in which they come; a row each, NaN for null.</summary>
    public IReadOnlyList<double[]> Run(IReadOnlyList<uint> subjects, DateTime asOf, CancellationToken stop)
    {
        resident.Load(subjects);
        var t = Moments.ToMicros(asOf);
        frozen = frozen?.Day == asOf.Date ? frozen : FrozenPeers.Of(session, catalogue, subject, asOf.Date, stop);
        var further = frozen.Begin(subjects);
        var rolled = Roll(subjects, asOf, stop);
        var rows = new List<double[]>(subjects.Count);
        foreach (var (i, no) in subjects.Index())
        {
            stop.ThrowIfCancellationRequested();
            var values = one.Run(resident, no, t);
            var run = new SubjectRun(no, no);
            further.Write(run, values);
            var row = values.Of(no);
            rolled.ForEach(r => row[r.Place] = r.Values[i]);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Computes one subject's values of events alone, from memory: what a refresh costs once its events are there.</summary>
    public ValueRows Refresh(uint subject, long t)
    {
        resident.Load([subject]);
        return one.Run(resident, subject, t);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var other in others.Values)
        {
            other.Dispose();
        }

        one.Dispose();
        resident.Dispose();
        session.Dispose();
    }

    // What is folded of parts, or taken from the whole: a value for each of the subjects.
    private List<(int Place, double[] Values)> Roll(IReadOnlyList<uint> subjects, DateTime asOf, CancellationToken stop)
    {
        var rolled = new List<(int, double[])>();
        foreach (var (over, measure) in others)
        {
            var pairs = Pairs(over, subjects, asOf).ToLookup(p => p.Own, p => p.Other);
            var wanted = pairs.SelectMany(p => p).Distinct().ToList();
            var values = wanted.Zip(measure.Run(wanted, asOf, stop)).ToDictionary(v => v.First, v => v.Second);
            var places = measure.catalogue.Of(over).Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
            foreach (var (place, metric) in catalogue.Of(subject).Index().Where(m => m.Item.Definition.Over == over))
            {
                var from = places[MeasureMarket.Source(metric)];
                rolled.Add((place, [.. subjects.Select(s => Fold(metric.Definition, [.. pairs[s].Select(other => values[other][from])]))]));
            }
        }

        return rolled;
    }

    private static double Fold(MetricDefinition definition, IReadOnlyList<double> values)
    {
        if (definition.RollUp == RollUp.Same)
        {
            return values.Count == 0 ? double.NaN : values[0];
        }

        var rolled = new RolledUp(1, definition.Above);
        foreach (var value in values)
        {
            rolled.Add(1, value);
        }

        return rolled.Of(1, definition.RollUp);
    }

    private List<(uint Own, uint Other)> Pairs(string over, IReadOnlyList<uint> subjects, DateTime asOf)
    {
        session.Run(MakeAsked);
        using (var writer = new BatchWriter(session.Append("asked_wholes")))
        {
            foreach (var no in subjects.Distinct())
            {
                writer.Set(0, no);
                writer.Next();
            }

            writer.Finish();
        }

        var pairs = new List<(uint, uint)>();
        using var rows = session.Query(Sql.Load($"Metrics/{over}_of_asked.sql"), asOf);
        while (rows.Next())
        {
            var (listings, sellers) = (rows.Values<uint>(0).ToArray(), rows.Values<uint>(1).ToArray());
            pairs.AddRange(over == "listing" ? sellers.Zip(listings) : listings.Zip(sellers));
        }

        return pairs;
    }
}
