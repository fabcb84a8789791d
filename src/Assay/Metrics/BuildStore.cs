using System.Security.Cryptography;
using System.Text;
using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>How a stream was brought up to what was imported.</summary>
public enum BuiltBy
{
    /// <summary>Everything was read and sorted.</summary>
    ReadingAll,

    /// <summary>What changed was read and stands beside the sorted part.</summary>
    AddingChanges,

    /// <summary>What changed was read, and the stored events were sorted anew.</summary>
    Merging,
}

/// <summary>A stream that was stored.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="By">How.</param>
/// <param name="Rows">Rows that were written, for all kinds of subjects.</param>
/// <param name="Touched">The numbers of the subjects whose events changed, by their kind; null for all.</param>
/// <param name="Gathered">How long its events took to be put together from the feeds.</param>
/// <param name="Stored">How long they took to be sorted and written, for all kinds of subjects.</param>
public sealed record BuiltStream(
    EventStream Stream, BuiltBy By, long Rows, IReadOnlyDictionary<string, IReadOnlyList<uint>>? Touched, TimeSpan Gathered, TimeSpan Stored);

/// <summary>
/// Brings what the metric engine reads up to what was imported: each stream's events by each kind of subject, newest first, keys as ordinals within the
/// subject. Events that a new import changed are put beside the sorted part, and merged with it when they have grown to a share of it; a stream whose
/// recipe changed is written anew. Each stream in a transaction of its own.
/// </summary>
public sealed class BuildStore(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql Standing = new("stored stream", "SELECT min(run), min(recipe) FROM stored_streams WHERE stream = $1");

    private static readonly Sql NewestRun = new(
        "newest run of a stream's feeds", "SELECT max(run) FROM imports WHERE known_since IS NOT NULL AND feed IN (SELECT unnest(string_split($1, ' ')))");

    // Ties and keys are hashes of the engine's, so that another engine stores another order.
    private static readonly Sql HashProbe = new("hash probe", "SELECT CAST(hash('assay', 42, TIMESTAMP '2026-01-01') AS VARCHAR)");

    private static readonly Sql NumberedRun = new("run of the subjects", "SELECT max(run) FROM numbered_runs");
    private static readonly Sql ImportedRun = new("newest run", "SELECT max(run) FROM imports");
    private static readonly Sql RememberNumbered = new("remember the run of the subjects", "DELETE FROM numbered_runs; INSERT INTO numbered_runs SELECT max(run) FROM imports");

    /// <summary>
    /// Where more than one row of so many is affected, a stream is read anew: one sort of everything is less work than so many look-ups and a merge. 0 for never.
    /// </summary>
    internal int RebuildShare { get; init; } = 3;

    /// <summary>Stores what is new in the streams.</summary>
    /// <param name="told">Told of a stream before it is built.</param>
    /// <param name="stop">Stops; the stream under way stays as it was.</param>
    public IReadOnlyList<BuiltStream> Run(Action<EventStream>? told, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        var probe = warehouse.Word(HashProbe)!;
        var stale = MarketStreams.All.Select(s => Plan(s, probe)).Where(p => p.IsStale).ToList();
        if (stale.Count == 0)
        {
            return [];
        }

        NumberSubjects();
        using var reader = new StreamReading(warehouse, stop);
        return [.. stale.Select(plan => Build(plan, reader, told, stop))];
    }

    private void NumberSubjects()
    {
        var numbered = warehouse.Number(NumberedRun);
        if (numbered < warehouse.Number(ImportedRun))
        {
            using var transaction = warehouse.Begin();
            warehouse.Run(Sql.Load("Metrics/subjects.sql"), numbered);
            warehouse.Run(RememberNumbered);
            transaction.Commit();
        }
    }

    private BuiltStream Build(StreamPlan plan, StreamReading reader, Action<EventStream>? told, CancellationToken stop)
    {
        told?.Invoke(plan.Stream);
        var began = clock.GetTimestamp();
        var recipe = plan.Recipe + (plan.Stream.Feeds.Contains("exchange_rates") ? $" {reader.MarketCurrency}" : "");
        var changed = plan.StandingRecipe == recipe ? reader.MakeChangedRows(plan.Stream, plan.StandingRun, RebuildShare) : null;
        if (changed is null)
        {
            reader.MakeRows(plan.Stream);
        }

        var gathered = clock.GetElapsedTime(began);
        var store = new StoreStream(warehouse, reader.Session, plan.Stream, plan.Run, recipe, stop);
        var built = changed switch
        {
            null => store.WriteAll(),
            true => store.AddChanges(),
            false => store.AddNothing(),
        };
        if (changed != false)
        {
            reader.Forget();
        }

        return built with { Gathered = gathered, Stored = clock.GetElapsedTime(began) - gathered };
    }

    private StreamPlan Plan(EventStream stream, string probe)
    {
        using var standing = warehouse.Collect(Standing, stream.Name);
        standing.Next();
        var run = standing.IsNull(0, 0) ? -1 : standing.Values<int>(0)[0];
        return new StreamPlan(stream, warehouse.Number(NewestRun, string.Join(' ', stream.Feeds)), Recipe(stream, probe), run, standing.String(1, 0));
    }

    // What a stream's rows depend on beside its feeds; another build that reads otherwise builds anew.
    private static string Recipe(EventStream stream, string probe)
    {
        var sql = new StreamSql(stream);
        var texts = stream.Subjects.Select(s => sql.CreateTables(s).Text + sql.RowsOf(s).Text).Concat(StreamReading.Recipe(stream)).Append(sql.Gather.Text).Append(sql.MakeRows.Text).Append(probe);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))))[..32];
    }

    /// <summary>What a stream is to be brought up to, and where it stands.</summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="Run">The newest import of its feeds.</param>
    /// <param name="Recipe">What it is made by now, but for the market's currency.</param>
    /// <param name="StandingRun">The newest import in the store; -1 where it is not stored.</param>
    /// <param name="StandingRecipe">What the store was made by.</param>
    private sealed record StreamPlan(EventStream Stream, long Run, string Recipe, long StandingRun, string? StandingRecipe)
    {
        public bool IsStale => StandingRun < Run || StandingRecipe is null || StandingRecipe.Split(' ')[0] != Recipe;
    }
}
