using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Events of single subjects in memory, as the kernel reads them. A subject whose events changed is forgotten and read again when it is asked for. Those asked
/// for longest ago go when there are too many rows. Used by one thread at a time.
/// </summary>
internal sealed class ResidentSubjects(IWarehouse session, string subject, IReadOnlyList<StreamPlan> plans, long mostRows) : IEventSource, IDisposable
{
    private static readonly Sql MakeAsked = new("asked subjects", "CREATE TEMP TABLE IF NOT EXISTS asked_subjects (no UINTEGER); DELETE FROM asked_subjects");
    private static readonly Sql StoredStreams = new("stored streams", "SELECT stream FROM stored_streams WHERE subject = $1 AND rows > 0");

    private readonly Dictionary<uint, ResidentRows?[]> resident = [];
    private readonly Queue<uint> oldest = [];
    private readonly HashSet<string> streams = new(StringComparer.Ordinal);
    private long rows;

    /// <summary>Rows in memory.</summary>
    public long Rows => rows;

    /// <summary>Reads those subjects that are not in memory.</summary>
    public void Load(IEnumerable<uint> subjects)
    {
        var missing = subjects.Where(s => !resident.ContainsKey(s)).Distinct().Order().ToList();
        if (missing.Count == 0)
        {
            return;
        }

        MakeRoom();
        Ask(missing);
        foreach (var no in missing)
        {
            resident[no] = new ResidentRows?[plans.Count];
            oldest.Enqueue(no);
        }

        streams.Clear();
        streams.UnionWith(session.Table(StoredStreams, subject).Select(r => r[0]!));
        for (var p = 0; p < plans.Count; p++)
        {
            if (streams.Contains(plans[p].Stream.Name))
            {
                Read(p);
            }
        }
    }

    /// <summary>Forgets subjects whose events changed.</summary>
    public void Forget(IEnumerable<uint> subjects)
    {
        foreach (var no in subjects)
        {
            if (resident.Remove(no, out var gone))
            {
                Release(gone);
            }
        }
    }

    /// <summary>Forgets all subjects.</summary>
    public void ForgetAll() => Forget([.. resident.Keys]);

    /// <inheritdoc/>
    public IEnumerable<EventBlock>? Read(StreamPlan plan, uint first, uint last)
    {
        if (!streams.Contains(plan.Stream.Name))
        {
            return null;
        }

        for (var p = 0; p < plans.Count; p++)
        {
            if (ReferenceEquals(plans[p], plan))
            {
                return resident[first][p]?.Blocks ?? [];
            }
        }

        throw new ArgumentException($"The plan of {plan.Stream.Name} is another catalogue's.", nameof(plan));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var held in resident.Values)
        {
            Release(held);
        }

        resident.Clear();
    }

    private void Ask(List<uint> missing)
    {
        session.Run(MakeAsked);
        using var writer = new BatchWriter(session.Append("asked_subjects"));
        foreach (var no in missing)
        {
            writer.Set(0, no);
            writer.Next();
        }

        writer.Finish();
    }

    private void Read(int p)
    {
        var plan = plans[p];
        var table = StreamSql.Table(plan.Stream, subject);
        var columns = string.Concat(plan.Columns.Select(c => $", {Sql.Quote(c.Name)}"));
        using var found = session.Query(new Sql(
            table, $"SELECT subject, \"at\", known_from, known_until{columns} FROM {table} WHERE subject IN (FROM asked_subjects) ORDER BY subject, \"at\" DESC, tie, known_from"));
        var gathered = new GatherRows(plan);
        while (found.Next())
        {
            for (var row = 0; row < found.Count; row++)
            {
                var no = found.Values<uint>(0)[row];
                if (gathered.Count > 0 && gathered.Subject != no)
                {
                    Keep(p, gathered);
                }

                gathered.Add(found, row);
            }
        }

        if (gathered.Count > 0)
        {
            Keep(p, gathered);
        }
    }

    private void Keep(int p, GatherRows gathered)
    {
        resident[gathered.Subject][p] = gathered.Take();
        rows += resident[gathered.Subject][p]!.Count;
    }

    private void MakeRoom()
    {
        // Those that were forgotten and read again stand in it more than once.
        if (oldest.Count > (2 * resident.Count) + 1000)
        {
            oldest.Clear();
            foreach (var no in resident.Keys)
            {
                oldest.Enqueue(no);
            }
        }

        while (rows > mostRows && oldest.TryDequeue(out var no))
        {
            Forget([no]);
        }
    }

    private void Release(ResidentRows?[] held)
    {
        foreach (var one in held)
        {
            rows -= one?.Count ?? 0;
            one?.Dispose();
        }
    }
}
