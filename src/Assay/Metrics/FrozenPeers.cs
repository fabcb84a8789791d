using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>What peers had at 00:00 UTC of a day, for all metrics of a kind of subject that compare with them.</summary>
internal sealed class FrozenPeers
{
    private readonly PeerGroups groups;
    private readonly List<(Metric Metric, int Place, int From, PeerValues Peers)> compared;

    private FrozenPeers(DateTime day, PeerGroups groups, List<(Metric Metric, int Place, int From, PeerValues Peers)> compared) =>
        (Day, this.groups, this.compared) = (day, groups, compared);

    /// <summary>The day.</summary>
    public DateTime Day { get; }

    /// <summary>Computes them.</summary>
    public static FrozenPeers Of(IWarehouse warehouse, Catalogue catalogue, string subject, DateTime day, CancellationToken stop)
    {
        var metrics = catalogue.Of(subject);
        var places = metrics.Index().ToDictionary(m => m.Item.Id, m => m.Index, StringComparer.Ordinal);
        var peers = metrics.Where(IsCompared).ToList();
        var measure = new MeasureMarket(warehouse, catalogue, Environment.ProcessorCount);
        var subjects = measure.Subjects(subject);
        if (peers.Count == 0)
        {
            return new FrozenPeers(day, PeerGroups.None, []);
        }

        var kept = measure.Keep(day, subject, peers.Select(MeasureMarket.Source), stop);
        var read = PeerGroups.Read(warehouse, subject, subjects, day);
        return new FrozenPeers(
            day,
            read,
            [.. peers.Select(m => (m, places[m.Id], places[MeasureMarket.Source(m)], PeerValues.Of(kept[MeasureMarket.Source(m)], read.Of(m.Definition.Among))))]);
    }

    /// <summary>True for a metric that compares with peers.</summary>
    public static bool IsCompared(Metric metric) => metric.Definition.Aggregate is Aggregate.Percentile or Aggregate.TimesMedian && metric.Definition.Over is null;

    /// <summary>What writes these metrics of subjects; one that came after the day began has no group but that of all.</summary>
    public FurtherValues Begin(IReadOnlyList<uint> subjects)
    {
        var further = new FurtherValues();
        groups.MakeRoom(subjects.Count == 0 ? 0 : (int)subjects.Max());
        foreach (var among in compared.GroupBy(c => string.Join(' ', c.Metric.Definition.Among)))
        {
            var group = groups.Of(among.First().Metric.Definition.Among);
            foreach (var (metric, place, from, peers) in among)
            {
                further.AddPeers(metric.Definition.Aggregate, place, from, peers, group);
            }
        }

        return further;
    }
}
