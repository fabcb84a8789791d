using System.Runtime.ExceptionServices;
using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Writes a stream's events, which the reading session has as <c>stream_rows</c>, to its stored tables: all of them, or what changed.</summary>
/// <param name="warehouse">Writes.</param>
/// <param name="reading">Reads.</param>
/// <param name="stream">The stream.</param>
/// <param name="run">The newest import among the events.</param>
/// <param name="recipe">What they were made by.</param>
/// <param name="stop">Stops; what is not committed stays as it was.</param>
internal sealed class StoreStream(IWarehouse warehouse, IWarehouse reading, EventStream stream, long run, string recipe, CancellationToken stop)
{
    // A fresh part of so many rows is merged when it is this share of the sorted one; so a row is written about three times however many imports follow.
    private const long FewestFresh = 100_000;
    private const long FreshShare = 2;

    // About seven million rows of the widest stream, beside what the engine takes.
    private const long SortMemory = 1L << 30;

    private static readonly Sql Forget = new("forget stored stream", "DELETE FROM stored_streams WHERE stream = $1 AND subject = $2");
    private static readonly Sql Remember = new("remember stored stream", "INSERT INTO stored_streams VALUES ($1, $2, $3, $4, $5, $6, $7 > 0, 0)");
    private static readonly Sql Merged = new("merged stored stream", "UPDATE stored_streams SET fresh_rows = 0 WHERE stream = $1 AND subject = $2");
    private static readonly Sql Advance = new("advance stored stream", "UPDATE stored_streams SET run = $2 WHERE stream = $1");

    private readonly StreamSql sql = new(stream);

    /// <summary>Writes the tables anew from all events.</summary>
    public BuiltStream WriteAll()
    {
        using var transaction = warehouse.Begin();
        var rows = stream.Subjects.Sum(subject => Write(subject));
        transaction.Commit();
        return Built(BuiltBy.ReadingAll, rows, null);
    }

    /// <summary>Remembers that nothing in the newer imports changes an event.</summary>
    public BuiltStream AddNothing()
    {
        warehouse.Run(Advance, stream.Name, run);
        return Built(BuiltBy.AddingChanges, 0, stream.Subjects.ToDictionary(s => s, _ => (IReadOnlyList<uint>)[], StringComparer.Ordinal));
    }

    /// <summary>Puts the changed events in the place of what they replace, beside the sorted ones.</summary>
    public BuiltStream AddChanges()
    {
        var touched = new Dictionary<string, IReadOnlyList<uint>>(StringComparer.Ordinal);
        long rows = 0;
        using (var transaction = reading.Begin())
        {
            foreach (var subject in stream.Subjects)
            {
                touched[subject] = TakeOut(subject);
                rows += reading.Run(sql.AppendFresh(subject));
                reading.Run(sql.Count(subject), stream.Name, subject, run);
            }

            transaction.Commit();
        }

        var grown = stream.Subjects.Where(HasGrown).ToList();
        try
        {
            Parallel.ForEach(grown, Merge);
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }

        return Built(grown.Count > 0 ? BuiltBy.Merging : BuiltBy.AddingChanges, rows, touched);
    }

    private List<uint> TakeOut(string subject)
    {
        var touched = new List<uint>();
        var stood = false;
        using (var rows = reading.Collect(sql.Touched(subject)))
        {
            while (rows.Next())
            {
                touched.AddRange(rows.Values<uint>(0));
                stood = stood || rows.Values<byte>(1).Contains((byte)1);
            }
        }

        if (stood)
        {
            foreach (var statement in sql.TakeOut(subject))
            {
                reading.Run(statement);
            }
        }

        return touched;
    }

    private bool HasGrown(string subject)
    {
        var fresh = Rows(StreamSql.FreshTable(stream, subject));
        return fresh > FewestFresh && fresh * FreshShare > Rows(StreamSql.SortedTable(stream, subject));
    }

    // A table is written by one thread, so that the kinds of subjects are merged side by side. The rows are read by other sessions, which see the former table
    // until the commit.
    private void Merge(string subject)
    {
        using var session = warehouse.Connect();
        using var stopping = session.StopOn(stop);
        using var transaction = session.Begin();
        var merged = new MergedEvents(reading, stream, subject, sql.Merged, asKnown: true);
        session.Run(sql.CreateSorted(subject));
        using (var writer = session.Append(StreamSql.SortedTable(stream, subject)))
        {
            new WriteMerged(writer, sql.Merged).Run(merged.Blocks(0, uint.MaxValue));
        }

        session.Run(new Sql("empty the fresh part", $"DELETE FROM {StreamSql.FreshTable(stream, subject)}"));
        session.Run(Merged, stream.Name, subject);
        transaction.Commit();
    }

    // The rows are read by the other session.
    private long Write(string subject)
    {
        warehouse.Run(sql.CreateTables(subject));
        reading.Run(sql.RowsOf(subject));
        using var rows = new SortRows(reading, StreamSql.SubjectRows, sql.RowColumns, SortMemory);
        using var writer = warehouse.Append(StreamSql.SortedTable(stream, subject));
        var stored = StoredEvents.Write(rows, writer, stream);
        warehouse.Run(Forget, stream.Name, subject);
        warehouse.Run(Remember, stream.Name, subject, run, recipe, stored.Rows, stored.KnownTo, stored.HasSuperseded ? 1 : 0);
        return stored.Rows;
    }

    private long Rows(string table) => warehouse.Number(new Sql($"{table}: rows", $"SELECT count(*) FROM {table}"));

    private BuiltStream Built(BuiltBy by, long rows, IReadOnlyDictionary<string, IReadOnlyList<uint>>? touched) =>
        new(stream, by, rows, touched, TimeSpan.Zero, TimeSpan.Zero);
}
