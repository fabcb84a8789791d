using Assay.Import;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A metric of one subject beside its peers.</summary>
/// <param name="Id">Its id: <c>seller.orders_30d</c>, or <c>seller.external.response_hours</c> for one that the marketplace computes.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Unit">Its unit; empty where nobody says.</param>
/// <param name="Value">Its value; not a number for none.</param>
/// <param name="Word">The value of one whose values are categories; null of numbers.</param>
/// <param name="Peers">What the peers had at 00:00 UTC of the day; null where too few of them had a value.</param>
/// <param name="Share">The share of peers with a lower value, ties half, 0 to 1; not a number where either is missing.</param>
public sealed record ExplainedMetric(string Id, string Sentence, string Unit, double Value, string? Word, PeerSpread? Peers, double Share)
{
    /// <summary>The id without the kind of subject.</summary>
    public string Column => Id[(Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>Metrics of one subject, and who its peers are.</summary>
/// <param name="Subject">The kind of subject.</param>
/// <param name="AsOf">The moment.</param>
/// <param name="Among">What peers have in common with it: <c>category</c>, <c>age</c>; empty where it is compared with all.</param>
/// <param name="Metrics">The metrics, those furthest from their peers first.</param>
/// <param name="Others">Further metrics that were asked for and are left out.</param>
public sealed record ExplainedMetrics(string Subject, DateTime AsOf, IReadOnlyList<string> Among, IReadOnlyList<ExplainedMetric> Metrics, int Others);

/// <summary>Measures a subject and shows where each value stands among those of its peers. The store must have been built.</summary>
public sealed class ExplainMetrics(IWarehouse warehouse, Catalogue catalogue)
{
    /// <summary>The most metrics at once: each is computed for all peers.</summary>
    public const int Most = 40;

    private static readonly Sql Number = new("subject's number", "SELECT no FROM subjects WHERE kind = $1 AND id = $2");

    /// <summary>Explains.</summary>
    /// <param name="subject">The kind of subject.</param>
    /// <param name="id">Its id.</param>
    /// <param name="words">Parts of metrics' names, or families; a metric that has one of them is shown.</param>
    /// <param name="asOf">The moment: nothing known later counts.</param>
    /// <param name="stop">Stops.</param>
    public Result<ExplainedMetrics> Run(string subject, string id, IReadOnlyList<string> words, DateTime asOf, CancellationToken stop)
    {
        var wanted = catalogue.Of(subject).Where(m => words.Any(w => Has(m, w))).ToList();
        var reading = new ExternalMetrics(warehouse);
        var external = reading.Run(subject, asOf);
        var wantedToo = external.Where(m => words.Any(w => m.Column.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
        if (wanted.Count + wantedToo.Count == 0)
        {
            return Unknown(subject, words, external);
        }

        var no = (int)warehouse.Number(Number, subject, id);
        if (no == 0)
        {
            return new Failure($"The {subject} {id} has no events", $"a {subject} that a feed names", "Import what is known of it first");
        }

        var shown = wanted.Take(Most).ToList();
        var measure = new MeasureMarket(warehouse, catalogue, Environment.ProcessorCount);
        var now = measure.Keep(asOf, subject, shown.Select(m => m.Id), stop);
        var frozen = measure.Keep(asOf.Date, subject, shown.Select(m => m.Id), stop);
        var groups = PeerGroups.Read(warehouse, subject, measure.Subjects(subject), asOf.Date);
        var (among, group) = Peers(groups, subject, no);
        var explained = shown.Select(m => Explain(new ExplainedMetric(m.Id, m.Definition.Sentence, m.Definition.Unit, now[m.Id][no], null, null, double.NaN), PeerValues.Of(frozen[m.Id], group), group[no]))
            .Concat(wantedToo.Select(m => Explain(reading, m, subject, id, no, group)));
        return new ExplainedMetrics(subject, asOf, among, [.. explained.OrderByDescending(Distance)], wanted.Count - shown.Count);
    }

    // The marketplace's own are as of the same moment for all: nobody says when they would be frozen.
    private static ExplainedMetric Explain(ExternalMetrics reading, ExternalMetric metric, string subject, string id, int no, ulong[] group)
    {
        var it = new ExplainedMetric($"{subject}.{metric.Column}", "Computed by the marketplace", "", double.NaN, metric.IsNumber ? null : reading.Of(metric, id), null, double.NaN);
        if (!metric.IsNumber)
        {
            return it;
        }

        var values = reading.Of(metric, subject, group.Length - 1);
        return Explain(it with { Value = values[no] }, PeerValues.Of(values, group), group[no]);
    }

    // Whoever is in no group of its own kind is compared with all.
    private static (IReadOnlyList<string> Among, ulong[] Group) Peers(PeerGroups groups, string subject, int no)
    {
        string[] among = subject switch
        {
            "seller" => ["category", "age"],
            "listing" => ["category"],
            _ => [],
        };
        var group = groups.Of(among);
        return group[no] != 0 && group.Count(g => g == group[no]) >= PeerValues.Fewest ? (among, group) : ([], groups.Of([]));
    }

    private static ExplainedMetric Explain(ExplainedMetric it, PeerValues peers, ulong group) =>
        it with { Peers = peers.Spread(group), Share = peers.Compare(Aggregate.Percentile, it.Value, group) };

    private static double Distance(ExplainedMetric metric) => double.IsNaN(metric.Share) ? -1 : Math.Abs(metric.Share - 0.5);

    private static bool Has(Metric metric, string word) =>
        metric.Definition.Family == word || metric.Id == word || metric.Definition.Id == word || metric.Column.Contains(word, StringComparison.OrdinalIgnoreCase);

    private Failure Unknown(string subject, IReadOnlyList<string> words, IReadOnlyList<ExternalMetric> external)
    {
        var known = catalogue.Of(subject).SelectMany(m => (string[])[m.Column, m.Definition.Name, m.Definition.Family]).Concat(external.Select(m => m.Column)).Distinct();
        return new Failure(
            $"No metric of a {subject} has '{string.Join("' or '", words)}' in its name",
            words.Select(w => NearestName.Of(w, known)).FirstOrDefault(n => n is not null) is { } near ? $"'{near}' perhaps" : "a part of a name, such as refunds, or a family",
            $"Type: assay metrics list --subject {subject}");
    }
}
