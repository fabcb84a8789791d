using Assay.Import;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench.Import;

/// <summary>The two sides of the comparison: each puts one file into an empty table of a database on disk, with all that makes it durable.</summary>
internal static class ImportSides
{
    /// <summary>Brings what the log holds into the database file.</summary>
    public static readonly Sql Checkpoint = new("checkpoint", "CHECKPOINT");

    /// <summary>Opens a new data folder at a path.</summary>
    public static DataFolder NewFolder(string path) => DataFolder.Open(path, "bench", TimeProvider.System).Require();

    /// <summary>Imports files into a data folder, one after another; the outcome of each. <paramref name="told"/> is called outside of their times.</summary>
    public static IReadOnlyList<FileOutcome> Import(DataFolder data, IReadOnlyList<MadeFile> files, Action<ImportStep>? told = null)
    {
        var found = new FoundFeeds([.. files.SelectMany(f => FindFeeds.Named(f.Feed, [f.Path]).Require().Files)], []);
        var outcomes = new ImportFeeds(data, TimeProvider.System).Run(found, FeedMap.None, told, default).Files;
        var bad = outcomes.FirstOrDefault(o => o.Refused is not null || o.Rejected > 0);
        return bad is null ? outcomes : throw new InvalidOperationException($"{bad.File.Shown} was not taken whole: {bad.Refused}{bad.Example}");
    }

    /// <summary>
    /// Reads a file, so that it lies in memory when its import begins: a machine may take the pages of a file back within a minute, and a
    /// CSV file of 196 MB that came from the disk took 0.2 to 0.5 s more of the clock and of the processor than the same file again.
    /// </summary>
    public static void Warm(string path)
    {
        using var file = File.OpenRead(path);
        file.CopyTo(Stream.Null);
    }

    /// <summary>The time of <c>assay import</c> of one file with a checkpoint; <paramref name="look"/> sees the data afterwards.</summary>
    public static Timing Ours(string path, MadeFile file, Action<IWarehouse>? look = null)
    {
        using var data = NewFolder(path);
        Warm(file.Path);
        var time = BenchRun.Time(() =>
        {
            Import(data, [file]);
            data.Warehouse.Run(Checkpoint);
        });
        look?.Invoke(data.Warehouse);
        data.Dispose();
        Directory.Delete(path, recursive: true);
        return time;
    }

    /// <summary>The time of an import of one file into a data folder that holds others, with a checkpoint.</summary>
    public static Timing Later(DataFolder data, MadeFile file)
    {
        Warm(file.Path);
        return BenchRun.Time(() =>
        {
            Import(data, [file]);
            data.Warehouse.Run(Checkpoint);
        });
    }

    /// <summary>
    /// The time of DuckDB's own <c>INSERT … SELECT</c> of one file with a checkpoint. Of its forms tried, the fastest: typed columns,
    /// no sniffing, words as VARCHAR, insertion order not kept (kept, a Parquet file took it 2.7 times as long).
    /// </summary>
    public static Timing DuckDb(string path, MadeFile file, Action<IWarehouse>? look = null)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(path));
        using var session = database.Connect();
        var columns = string.Join(", ", file.Feed.Columns.Select(c => $"{Sql.Quote(c.Name)} {TypeOf(c)}"));
        session.Run(new Sql("peer table", $"SET TimeZone = 'UTC'; SET preserve_insertion_order = false; CREATE TABLE {file.Feed.Name} ({columns})"));
        var insert = new Sql("peer insert", $"INSERT INTO {file.Feed.Name} SELECT {string.Join(", ", file.Feed.Columns.Select(c => Sql.Quote(c.Name)))} FROM {Read(file)}");
        Warm(file.Path);
        var time = BenchRun.Time(() =>
        {
            session.Run(insert, file.Path);
            session.Run(Checkpoint);
        });
        look?.Invoke(session);
        session.Dispose();
        database.Dispose();
        File.Delete(path);
        return time;
    }

    /// <summary>Of each column how many values, the least, the greatest and the sum of all values' hashes: equal rows in any order give the same.</summary>
    public static IReadOnlyList<string> Digest(IWarehouse warehouse, Feed feed)
    {
        var parts = feed.Columns.Select(c => Sql.Quote(c.Name)).Select(c => $"[count({c})::VARCHAR, min({c}::VARCHAR), max({c}::VARCHAR), sum(hash({c}::VARCHAR))::VARCHAR]::VARCHAR");
        var rows = warehouse.Table(new Sql("digest", $"SELECT count(*), {string.Join(", ", parts)} FROM {feed.Name}"));
        return [.. rows[0].Select(v => v ?? "")];
    }

    private static string Read(MadeFile file)
    {
        var columns = string.Join(", ", file.Feed.Columns.Select(c => $"'{c.Name}': '{TypeOf(c)}'"));
        return Path.GetExtension(file.Path) switch
        {
            ".parquet" => "read_parquet($1)",
            ".jsonl" => $"read_json($1, format = 'newline_delimited', auto_detect = false, columns = {{{columns}}})",
            _ => $$"""read_csv($1, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {{{columns}}})""",
        };
    }

    private static string TypeOf(FeedColumn column) => column.Kind switch
    {
        ColumnKind.Whole => "INTEGER",
        ColumnKind.Money => "DECIMAL(18, 4)",
        ColumnKind.Time => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
