using Assay.Import.Epcis;
using Assay.Warehouse;

namespace Assay.Import;

/// <summary>A column that a file offers.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Sql">How the source's query reads it.</param>
/// <param name="IsText">True where it is text, false where the file gives it a type of its own.</param>
internal sealed record SourceColumn(string Name, string Sql, bool IsText)
{
    /// <summary>True where the file's type is a day or a moment.</summary>
    public bool IsTime { get; init; }
}

/// <summary>A file made ready for the engine: what to read, which columns it offers, what to clean up.</summary>
internal sealed class FeedSource : IDisposable
{
    private readonly string? spool;
    private bool readsWholeLines;

    private FeedSource(FeedFile file, string path, string? spool)
    {
        File = file;
        Path = path;
        this.spool = spool;
    }

    /// <summary>The feed's file.</summary>
    public FeedFile File { get; }

    /// <summary>What the engine reads: the file itself, or what it was unpacked to.</summary>
    public string Path { get; private set; }

    /// <summary>The file as <see cref="Repair"/> wrote it out; null where it is read as it came.</summary>
    public RepairedText? Repaired { get; private set; }

    /// <summary>What separates values; null where the format has no delimiter.</summary>
    public char? Delimiter { get; private init; }

    /// <summary>The columns; for JSON lines those that may be there.</summary>
    public IReadOnlyList<SourceColumn> Columns { get; private set; } = [];

    /// <summary>True where a byte 0 may stand in a text.</summary>
    public bool HasNul { get; private set; } = true;

    /// <summary>Bytes of the file as it lies on disk.</summary>
    public long Bytes { get; private init; }

    /// <summary>True where the engine reads JSON lines.</summary>
    public bool IsJson => File.Format is FeedFormat.JsonLines or FeedFormat.Epcis;

    /// <summary>Makes a file ready, or says why it cannot be read.</summary>
    public static Result<FeedSource> Open(IWarehouse warehouse, FeedFile file, FeedMapping mapping, string spillFolder, UnpackLimits limits, CancellationToken stop)
    {
        var readied = Ready(file, spillFolder, limits, stop);
        if (!readied.Ok)
        {
            return readied.Failure;
        }

        var made = readied.Value == file.Path ? null : readied.Value;
        var lying = file.Path == FeedFile.StandardInput ? readied.Value : file.Path;
        var source = new FeedSource(file, readied.Value, made) { Bytes = new FileInfo(lying).Length, Delimiter = Delimiters.Of(file, mapping), readsWholeLines = file.Feed.TakesMoreColumns || mapping.DecimalComma };
        var failure = source.File.Format == FeedFormat.Parquet ? source.LookAtParquet(warehouse) : source.LookAtText(mapping);
        if (failure is null)
        {
            return source;
        }

        source.Dispose();
        return failure;
    }

    /// <summary>SQL for the source's rows, as a subquery with the parameters it needs; <paramref name="numbered"/> adds the row's number as <c>n</c>.</summary>
    public string From(SqlParameters parameters, bool numbered)
    {
        var path = parameters.Add(Path);
        var n = numbered ? ", row_number() OVER () AS n" : "";
        switch (File.Format)
        {
            case FeedFormat.Parquet:
                return numbered ? $"(SELECT *, file_row_number + 1 AS n FROM read_parquet({path}, file_row_number = true))" : $"read_parquet({path})";
            case FeedFormat.JsonLines when !numbered && !readsWholeLines && Repaired is null:
                return FromJson(path);
            case FeedFormat.JsonLines or FeedFormat.Epcis:
                var shape = parameters.Add(JsonShape());
                return $"""
                    (SELECT *, CASE WHEN is_object THEN from_json(j, {shape}) END AS s FROM (
                      SELECT *, is_json_object(j) AS is_object FROM (
                        SELECT j{n} FROM read_csv({path}, delim = '\x01', quote = '', escape = '', header = false, auto_detect = false,
                          columns = {"{'j': 'VARCHAR'}"}))
                      WHERE trim(j) <> ''))
                    """;
            default:
                var names = string.Join(", ", Enumerable.Range(0, Columns.Count).Select(i => $"'c{i}': 'VARCHAR'"));
                return $"""
                    (SELECT *{n} FROM read_csv({path}, header = true, delim = {Delimiters.Sql(Delimiter!.Value)}, quote = '"', escape = '"', auto_detect = false,
                      columns = {"{" + names + "}"}))
                    """;
        }
    }

    // The engine's own reader parses a line once, where the other query parses it three times to say what is wrong with it. A line that is
    // no object comes as a row of nulls, which no feed allows, so that the other query is asked about it. Both take lines of up to 2 MB.
    private string FromJson(string path)
    {
        var names = string.Join(", ", Columns.Select(c => $"{Sql.Quote(c.Name)}: 'VARCHAR'"));
        return $$"""
            (SELECT true AS is_object, NULL::VARCHAR AS j, line AS s FROM read_json({{path}}, format = 'newline_delimited', auto_detect = false,
              ignore_errors = true, maximum_object_size = {{RecordScanner.Longest}}, columns = {{{names}}}) AS line)
            """;
    }

    /// <summary>Writes the file out once more for an engine that could not read it; false where that cannot help.</summary>
    public bool Repair(string spillFolder, CancellationToken stop)
    {
        if (Repaired is not null || File.Format is FeedFormat.Parquet or FeedFormat.Epcis)
        {
            return false;
        }

        Repaired = new RepairText(this).Run(spillFolder, stop);
        Path = Repaired.Path;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Repaired?.Dispose();
        if (spool is not null)
        {
            System.IO.File.Delete(spool);
        }
    }

    // What the engine can read: the file itself, or what it was unpacked to.
    private static Result<string> Ready(FeedFile file, string spillFolder, UnpackLimits limits, CancellationToken stop)
    {
        if (file.Format == FeedFormat.Epcis && file.Feed.Name != "epcis")
        {
            return new Failure($"{file.Shown} is an EPCIS document, which the feed {file.Feed.Name} is not", "events of the feed epcis", "Put it into the folder epcis");
        }

        var unpacked = file.Packing != Packing.None || file.Path == FeedFile.StandardInput ? Unpack.Run(file, spillFolder, limits, stop) : Result.Of(file.Path);
        if (!unpacked.Ok || file.Format != FeedFormat.Epcis)
        {
            return unpacked;
        }

        try
        {
            return SpoolEpcis.Run(file, unpacked.Value, spillFolder, stop);
        }
        finally
        {
            if (unpacked.Value != file.Path)
            {
                System.IO.File.Delete(unpacked.Value);
            }
        }
    }

    private Failure? LookAtParquet(IWarehouse warehouse)
    {
        if (Bytes == 0)
        {
            return new Failure($"{File.Shown} is empty", "rows", "Write it again, or leave it out");
        }

        try
        {
            var described = warehouse.Table(new Sql($"columns of {File.Shown}", "DESCRIBE SELECT * FROM read_parquet($1)"), Path);
            Columns = [.. described.Select(c => ParquetColumn(c[0]!, c[1]!))];
            return null;
        }
        catch (WarehouseException damaged)
        {
            return new Failure($"{File.Shown} is damaged: {Reject.Show(damaged.EngineMessage.Split('\n')[0], masked: false)}", "a whole Parquet file", "Write or copy it again");
        }
    }

    private static SourceColumn ParquetColumn(string name, string type)
    {
        var column = Sql.Quote(name);
        var isTime = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
        var isNumber = type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "FLOAT" or "DOUBLE"
            || type.StartsWith("DECIMAL", StringComparison.Ordinal);
        var isNested = type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal);
        return type switch
        {
            "VARCHAR" => new(name, column, true),
            "BLOB" => new(name, $"coalesce(TRY(decode({column})), CAST({column} AS VARCHAR))", true),
            _ when isTime || isNumber => new(name, column, false) { IsTime = isTime },
            _ => new(name, isNested ? $"CAST(to_json({column}) AS VARCHAR)" : $"CAST({column} AS VARCHAR)", true),
        };
    }

    private Failure? LookAtText(FeedMapping mapping)
    {
        if (File.Format == FeedFormat.Epcis)
        {
            Columns = [.. JsonNames(FeedMapping.None).Select(n => new SourceColumn(n, $"s.{Sql.Quote(n)}", true))];
            return null;
        }

        var look = TextLook.At(File, Path);
        if (!look.Ok)
        {
            return look.Failure;
        }

        HasNul = look.Value.HasNul;
        if (File.Format == FeedFormat.JsonLines)
        {
            HasNul = true;
            Columns = [.. JsonNames(mapping).Select(n => new SourceColumn(n, $"s.{Sql.Quote(n)}", true))];
            return null;
        }

        var header = Header.Read(File, look.Value, Delimiter!.Value);
        if (!header.Ok)
        {
            return header.Failure;
        }

        Columns = [.. header.Value.Select((name, i) => new SourceColumn(name, $"c{i}", true))];
        return null;
    }

    private IEnumerable<string> JsonNames(FeedMapping mapping) =>
        mapping.Columns.Keys
            .Concat(LoadSql.ContractColumns(File.Feed).Select(c => c.Name).Except(mapping.Columns.Values))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private string JsonShape() =>
        System.Text.Json.JsonSerializer.Serialize(Columns.ToDictionary(c => c.Name, _ => "VARCHAR", StringComparer.Ordinal));
}

/// <summary>Collects a statement's values and hands out their places.</summary>
internal sealed class SqlParameters
{
    private readonly List<SqlValue> values = [];

    /// <summary>The values in order.</summary>
    public SqlValue[] Values => [.. values];

    /// <summary>Adds a value and returns its place: <c>$3</c>.</summary>
    public string Add(SqlValue value)
    {
        values.Add(value);
        return $"${values.Count}";
    }
}
