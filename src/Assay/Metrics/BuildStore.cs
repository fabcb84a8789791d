using System.Security.Cryptography;
using System.Text;
using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>A stream that was stored.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Rows">Rows of its tables, one table a kind of subject.</param>
/// <param name="Gathered">How long its events took to be put together from the feeds.</param>
/// <param name="Sorted">How long they took to be sorted and written, for all kinds of subjects.</param>
public sealed record BuiltStream(EventStream Stream, long Rows, TimeSpan Gathered, TimeSpan Sorted);

/// <summary>
/// Builds what the metric engine reads: each stream's events by each kind of subject, newest first, keys as ordinals within the subject.
/// A stream is written anew, in one transaction, when one of its feeds has a newer import or the recipe it was made by has changed.
/// </summary>
public sealed class BuildStore(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql Standing = new("stored stream", "SELECT min(CASE WHEN recipe = $2 THEN run ELSE -1 END) FROM stored_streams WHERE stream = $1");
    private static readonly Sql Forget = new("forget stored stream", "DELETE FROM stored_streams WHERE stream = $1");
    private static readonly Sql Remember = new("remember stored stream", "INSERT INTO stored_streams VALUES ($1, $2, $3, $4, $5, $6, $7 > 0)");

    // Ties and keys are hashes of the engine's, so that another engine stores another order.
    private static readonly Sql HashProbe = new("hash probe", "SELECT CAST(hash('assay', 42, TIMESTAMP '2026-01-01') AS VARCHAR)");

    /// <summary>Stores the streams whose feeds have something new.</summary>
    /// <param name="told">Told of a stream before it is built.</param>
    /// <param name="stop">Stops; the stream under way stays as it was.</param>
    public IReadOnlyList<BuiltStream> Run(Action<EventStream>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        var probe = warehouse.Word(HashProbe)!;
        var stale = MarketStreams.All.Select(s => new Plan(s, NewestRun(s), Recipe(s, probe))).Where(IsStale).ToList();
        if (stale.Count == 0)
        {
            return [];
        }

        warehouse.Run(Sql.Load("Metrics/subjects.sql"));
        using var reader = new StreamReading(warehouse, stop);
        return [.. stale.Select(plan => Build(plan, reader, told))];
    }

    private BuiltStream Build(Plan plan, StreamReading reader, Action<EventStream>? told)
    {
        told?.Invoke(plan.Stream);
        var began = clock.GetTimestamp();
        reader.MakeRows(plan.Stream);
        var gathered = clock.GetElapsedTime(began);
        using var transaction = warehouse.Begin();
        warehouse.Run(Forget, plan.Stream.Name);
        var rows = plan.Stream.Subjects.Sum(subject => Store(plan, subject, reader));
        transaction.Commit();
        reader.Forget();
        return new BuiltStream(plan.Stream, rows, gathered, clock.GetElapsedTime(began) - gathered);
    }

    private long Store(Plan plan, string subject, StreamReading reader)
    {
        var sql = new StreamSql(plan.Stream);
        warehouse.Run(sql.CreateTable(subject));
        using var sorted = reader.Session.Query(sql.Sorted(subject));
        using var writer = warehouse.Append(StreamSql.Table(plan.Stream, subject));
        var stored = StoredEvents.Write(sorted, writer, plan.Stream);
        warehouse.Run(Remember, plan.Stream.Name, subject, plan.Run, plan.Recipe, stored.Rows, stored.KnownTo, stored.HasSuperseded ? 1 : 0);
        return stored.Rows;
    }

    private bool IsStale(Plan plan)
    {
        var standing = warehouse.Word(Standing, plan.Stream.Name, plan.Recipe);
        return standing is null || long.Parse(standing) < plan.Run;
    }

    // Versions keep the run of the import that moved them, in the feed or in its history.
    private long NewestRun(EventStream stream) => warehouse.Number(new Sql(
        $"{stream.Name}: newest run",
        $"SELECT max(run) FROM ({string.Join(" UNION ALL ", stream.Feeds.Select(f => $"SELECT max(run) AS run FROM {f} UNION ALL SELECT max(run) FROM {f}_history"))})"));

    // What a stream's rows depend on beside its feeds; another build that reads otherwise builds anew.
    private static string Recipe(EventStream stream, string probe)
    {
        var sql = new StreamSql(stream);
        var texts = stream.Subjects.Select(s => sql.CreateTable(s).Text + sql.Sorted(s).Text).Concat(StreamReading.Recipe(stream)).Append(sql.Gather.Text).Append(sql.MakeRows.Text).Append(probe);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))))[..32];
    }

    private sealed record Plan(EventStream Stream, long Run, string Recipe);
}
