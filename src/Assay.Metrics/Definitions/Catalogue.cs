using System.Security.Cryptography;
using System.Text;

namespace Assay.Metrics.Definitions;

/// <summary>All definitions, checked against each other. A metric's place among its subject's is its place in every vector of values.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<string, MetricDefinition> byId;
    private readonly Dictionary<string, IReadOnlyList<Metric>> metrics;

    internal Catalogue(IReadOnlyList<EventStream> streams, IReadOnlyList<MetricDefinition> definitions)
    {
        Streams = streams;
        Definitions = [.. definitions.OrderBy(d => d.Id, StringComparer.Ordinal)];
        byId = Definitions.ToDictionary(d => d.Id, StringComparer.Ordinal);
        Subjects = [.. Definitions.Select(d => d.Subject).Distinct().Order(StringComparer.Ordinal)];
        metrics = Subjects.ToDictionary(s => s, IReadOnlyList<Metric> (s) => [.. Definitions.Where(d => d.Subject == s).SelectMany(Metrics)], StringComparer.Ordinal);
    }

    /// <summary>The streams that definitions read.</summary>
    public IReadOnlyList<EventStream> Streams { get; }

    /// <summary>The definitions, by id.</summary>
    public IReadOnlyList<MetricDefinition> Definitions { get; }

    /// <summary>The subjects that have metrics.</summary>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>A digest of all that decides a value: two catalogues with the same digest give the same values.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Definitions.Select(Deciding)))))[..16];

    /// <summary>A subject's metrics, in the order of their places.</summary>
    public IReadOnlyList<Metric> Of(string subject) => metrics.TryGetValue(subject, out var known) ? known : [];

    /// <summary>A definition by its id, <c>seller.orders</c>; null where there is none.</summary>
    public MetricDefinition? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The metrics of a definition, narrowest window first.</summary>
    public static IEnumerable<Metric> Metrics(MetricDefinition definition) =>
        definition.Windows.OrderBy(w => w.First).ThenBy(w => w.Second ?? w.First).Select(w => new Metric(definition, w));

    /// <summary>The definitions of some ids, and those that they are computed from: the smallest catalogue that has their values.</summary>
    public Catalogue Only(IEnumerable<string> ids)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(ids);
        while (open.TryPop(out var id))
        {
            if (wanted.Add(id) && Find(id) is { } definition)
            {
                foreach (var source in new[] { definition.From, definition.To }.OfType<string>())
                {
                    open.Push(source);
                }
            }
        }

        return new Catalogue(Streams, [.. Definitions.Where(d => wanted.Contains(d.Id))]);
    }

    private static string Deciding(MetricDefinition d) => string.Join(
        '|', d.Id, d.Stream?.Name, d.Aggregate, d.Quantile, d.Value?.Name, d.By?.Name, d.From, d.To, string.Join(',', d.Among), d.Over, d.RollUp, d.Above,
        string.Join(" and ", d.Where.Select(c => c.Text)), string.Join(" and ", d.Of.Select(c => c.Text)), string.Join(',', d.Windows));
}
