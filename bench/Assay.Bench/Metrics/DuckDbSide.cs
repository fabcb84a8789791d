using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Bench.Metrics;

/// <summary>The peer's side: all metrics as queries whose results become temporary tables.</summary>
internal sealed class DuckDbSide
{
    private static readonly Sql Threads = new("threads", "SET threads = 2");

    private readonly IWarehouse session;
    private readonly List<PeerQuery> queries = [];
    private readonly List<string> chosen = [];

    /// <summary>Composes the queries.</summary>
    /// <param name="session">A session with the database.</param>
    /// <param name="catalogue">The definitions.</param>
    /// <param name="subjects">How many subjects there are, numbered from 1.</param>
    /// <param name="sources">The streams' tables.</param>
    public DuckDbSide(IWarehouse session, Catalogue catalogue, int subjects, IEnumerable<PeerSource> sources)
    {
        this.session = session;
        var definitions = catalogue.Definitions.Where(d => d.Stream is not null).ToList();
        long t = 0;
        foreach (var source in sources)
        {
            queries.AddRange(PeerQueries.Of(source, definitions));
            t = source.T;
        }

        var places = queries.SelectMany((q, i) => q.Metrics.Select((m, c) => (m.Id, Place: (i, c)))).ToDictionary(p => p.Id, p => p.Place, StringComparer.Ordinal);
        queries.AddRange([.. new DerivedPeer(catalogue, places, t).Queries(FillStore.Subject, subjects)]);
    }

    /// <summary>Metrics that it computes.</summary>
    public int Metrics => queries.Sum(q => q.Metrics.Count);

    /// <summary>Seconds of each query's fastest form, by its name, as they were chosen.</summary>
    public Dictionary<string, double> Seconds { get; } = [];

    /// <summary>Compares every form's values, and keeps each query's fastest form.</summary>
    public void Choose(CompareValues compare)
    {
        session.Run(Threads);
        for (var i = 0; i < queries.Count; i++)
        {
            var forms = new List<(double Seconds, string Form)>();
            foreach (var form in queries[i].Forms)
            {
                var first = BenchRun.Time(() => Materialise(i, form)).Seconds;
                compare.Table(session, $"peer_{i}", queries[i].Metrics);
                var second = queries[i].Forms.Count == 1 ? first : BenchRun.Time(() => Materialise(i, form)).Seconds;
                forms.Add((Math.Min(first, second), form));
            }

            var best = forms.MinBy(f => f.Seconds);
            chosen.Add(best.Form);
            Seconds[$"{i}: {queries[i].Name}, form {forms.IndexOf(best) + 1} of {forms.Count}"] = best.Seconds;
        }
    }

    /// <summary>The time of all queries.</summary>
    public Timing Run()
    {
        session.Run(Threads);
        return BenchRun.Time(() =>
        {
            for (var i = 0; i < chosen.Count; i++)
            {
                Materialise(i, chosen[i]);
            }
        });
    }

    /// <summary>Drops the results.</summary>
    public void Clear()
    {
        for (var i = 0; i < queries.Count; i++)
        {
            session.Run(new Sql("drop", $"DROP TABLE IF EXISTS peer_{i}"));
        }
    }

    private void Materialise(int at, string form) => session.Run(new Sql(queries[at].Name, $"CREATE OR REPLACE TEMP TABLE peer_{at} AS {form}"));
}
