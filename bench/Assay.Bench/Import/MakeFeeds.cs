using Assay.Import;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench.Import;

/// <summary>A feed's file that a bench made.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Rows">Rows in it.</param>
internal sealed record MadeFile(Feed Feed, string Path, long Rows)
{
    /// <summary>Its name, which says feed and format.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>Makes feeds of any size in any format; the same number gives the same rows.</summary>
internal sealed class MakeFeeds(string folder) : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions(null));
    private IWarehouse? session;

    /// <summary>Writes rows <paramref name="first"/> and on to a file; its ending says how.</summary>
    public MadeFile Run(string name, long first, long rows)
    {
        session ??= Prepared();
        var path = Path.Combine(folder, name);
        var feed = Contract.Find(name.Split('.', '-')[0])!;
        var options = Path.GetExtension(name) switch
        {
            ".parquet" => "FORMAT parquet",
            ".jsonl" => "FORMAT json",
            ".gz" => "FORMAT csv, HEADER, COMPRESSION gzip",
            _ => "FORMAT csv, HEADER",
        };
        var times = feed.Columns.Where(c => c.Kind == ColumnKind.Time).Select(c => $"{Sql.Quote(c.Name)}::TIMESTAMP AS {Sql.Quote(c.Name)}");
        var typed = name.EndsWith(".parquet", StringComparison.Ordinal) ? $"* REPLACE ({string.Join(", ", times)})" : "*";
        session.Run(new Sql($"make {name}", $"COPY (SELECT {typed} FROM {feed.Name}_feed({first}, {rows})) TO '{path.Replace("'", "''")}' ({options})"));
        return new MadeFile(feed, path, rows);
    }

    /// <summary>Writes a query's rows to a Parquet file.</summary>
    public MadeFile Query(string name, long rows, string query)
    {
        session ??= Prepared();
        var path = Path.Combine(folder, name);
        session.Run(new Sql($"make {name}", $"COPY ({query}) TO '{path.Replace("'", "''")}' (FORMAT parquet)"));
        return new MadeFile(Contract.Find(name.Split('.', '-')[0])!, path, rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session?.Dispose();
        database.Dispose();
    }

    private IWarehouse Prepared()
    {
        var connected = database.Connect();
        connected.Run(Sql.Load("Import/feeds.sql"));
        return connected;
    }
}
