using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Makes the session's table <c>affected</c>: hashes of the keys of a stream's rows whose events imports after a run may have changed. Those are the rows that
/// came, and of the others the ones whose events were not known before something new was that they look at. An event holds what was known with it,
/// so what is learned later cannot change it.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="source">What the stream reads.</param>
/// <param name="rebuildShare">Where more than one row of so many is affected, everything should be read; 0 for never.</param>
internal sealed class FindChanges(IWarehouse session, StreamSource source, int rebuildShare)
{
    private static readonly Sql Since = new(
        "known since", "SELECT min(known_since) FROM imports WHERE run > $1 AND feed IN (SELECT unnest(string_split($2, ' ')))");

    /// <summary>Finds them; false where there are none.</summary>
    /// <param name="afterRun">The newest import that the store holds.</param>
    /// <param name="isMost">True where they are so many that the store should be built anew.</param>
    public bool Run(long afterRun, out bool isMost)
    {
        var own = session.Moment(Since, afterRun, source.Driving);
        var looked = session.Moment(Since, afterRun, string.Join(' ', source.LookedAt));
        isMost = false;
        if (own is null && looked is null)
        {
            return false;
        }

        var tables = (string[])[source.Driving, $"{source.Driving}_history"];
        var came = string.Join(" UNION ", tables.Select(t => $"SELECT key_hash FROM {t} WHERE run > $1"));
        var name = $"{source.Stream}: affected rows";
        if (looked is { } since)
        {
            var later = string.Join(" OR ", source.Times.Prepend("observed_at").Select(t => $"{Sql.Quote(t)} >= $2"));
            var looking = string.Join(" UNION ", tables.Select(t => $"SELECT key_hash FROM {t} WHERE {later}"));
            session.Run(new Sql(name, $"CREATE OR REPLACE TEMP TABLE affected AS {came} UNION {looking}"), afterRun, since);
        }
        else
        {
            session.Run(new Sql(name, $"CREATE OR REPLACE TEMP TABLE affected AS {came}"), afterRun);
        }

        var count = session.Number(new Sql(name, "SELECT count(*) FROM affected"));
        isMost = count * rebuildShare > session.Number(new Sql(name, $"SELECT count(*) FROM {source.Driving}"));
        return count > 0;
    }
}
