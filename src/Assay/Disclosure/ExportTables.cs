using Assay.Warehouse;

namespace Assay.Disclosure;

/// <summary>How exported tables are written.</summary>
public enum ExportFormat
{
    /// <summary>CSV with a header; cells that a spreadsheet would run are neutralised.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>One JSON object a line.</summary>
    Jsonl,
}

/// <summary>A table that was exported.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ExportedTable(string Name, string Path, long Rows);

/// <summary>Writes what comes out of Assay as files, by the contract of docs/feeds.md. A file appears whole or not at all.</summary>
public sealed class ExportTables(IWarehouse warehouse)
{
    private static readonly string[] Tables = ["decisions", "seller_risk", "operators", "sources", "suspect_shipments"];

    /// <summary>Writes decisions, risks, operators and sources into a folder, which is made where it is missing.</summary>
    /// <exception cref="FailedException">The folder cannot be written.</exception>
    public IReadOnlyList<ExportedTable> Run(string folder, ExportFormat format)
    {
        MakeWritable(folder);
        warehouse.Run(Sql.Load("Disclosure/checks.sql"));
        return [.. Tables.Select(t => Write(folder, t, Sql.Load($"Disclosure/{t}.sql"), format))];
    }

    /// <summary>Writes the metrics of every kind of subject as of a moment. The metric store must have been built.</summary>
    /// <exception cref="FailedException">The folder cannot be written.</exception>
    public IReadOnlyList<ExportedTable> RunMetrics(string folder, DateTime asOf, ExportFormat format, CancellationToken stop)
    {
        MakeWritable(folder);
        warehouse.Run(Sql.Load("Disclosure/checks.sql"));
        return [.. MeasuredTable.Subjects.Select(s => WriteMetrics(folder, new MeasuredTable(warehouse, s), asOf, format, stop))];
    }

    // Tried with a file of no bytes before the engine is asked, which says of neither case what to do.
    private static void MakeWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"{Tables[0]}.part");
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(new Failure($"The folder {folder} cannot be written: {refused.Message.TrimEnd('.')}", "a folder that this user may write", "Name another"), refused);
        }
    }

    private ExportedTable WriteMetrics(string folder, MeasuredTable table, DateTime asOf, ExportFormat format, CancellationToken stop)
    {
        try
        {
            return Write(folder, table.Name, table.Measure(asOf, stop), format);
        }
        finally
        {
            table.Drop();
        }
    }

    private ExportedTable Write(string folder, string table, Sql query, ExportFormat format)
    {
        var path = Path.Combine(Path.GetFullPath(folder), $"{table}.{Extension(format)}");
        var part = $"{path}.part";
        try
        {
            var rows = warehouse.Run(new Sql($"export {table}", $"COPY ({Columns(query, format)}) TO $1 {Options(format)}"), part);
            File.Move(part, path, overwrite: true);
            return new ExportedTable(table, path, rows);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private string Columns(Sql query, ExportFormat format)
    {
        if (format != ExportFormat.Csv)
        {
            return query.Text;
        }

        var described = warehouse.Table(new Sql($"{query.Name}: columns", $"DESCRIBE {query.Text}"));
        return $"SELECT {string.Join(", ", described.Select(c => Neutral(c[0]!, c[1]!)))} FROM ({query.Text})";
    }

    private static string Neutral(string name, string type) => type == "VARCHAR" ? $"neutral({Sql.Quote(name)}) AS {Sql.Quote(name)}" : Sql.Quote(name);

    private static string Extension(ExportFormat format) => format.ToString().ToLowerInvariant();

    private static string Options(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "(FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')",
        ExportFormat.Parquet => "(FORMAT parquet, COMPRESSION zstd)",
        ExportFormat.Jsonl => "(FORMAT json, ARRAY false, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')",
        _ => throw new InvalidOperationException($"The format {format} has no options."),
    };
}
