using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Takes broken rows out of the table and writes them to the rejected file with their lines. The file is read a second time for
/// that, but only where something broke.
/// </summary>
internal sealed class CollectRejects(IWarehouse warehouse, FeedSource source, LoadSql load, RejectedFile rejected)
{
    private static readonly Sql ForgetErrors = new("forget refused lines", "DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
    private static readonly Sql ErrorTables = new("refused lines", "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'");
    private static readonly Sql Errors = new("refused lines", """
        SELECT line_byte_position::BIGINT, arg_min(error_type, column_idx), arg_min(column_name, column_idx), any_value(csv_line), arg_min(error_message, column_idx)
        FROM reject_errors GROUP BY line_byte_position ORDER BY line_byte_position
        """);

    private readonly Feed feed = source.File.Feed;

    /// <summary>Lines that the engine refused to split into columns.</summary>
    public long Refused { get; private set; }

    /// <summary>The first rejected row.</summary>
    public Reject? First { get; private set; }

    /// <summary>Collects the rejects of a run.</summary>
    public void Run(int run, DateTime latest)
    {
        var refused = source.File.Format == FeedFormat.Parquet ? [] : RefusedLines();
        warehouse.Run(ForgetErrors);
        var broken = warehouse.Number(new Sql($"{feed.Name}: broken rows", $"SELECT count(*) FROM {feed.Name} WHERE run < 0"));
        if (broken > 0)
        {
            WriteBroken(run, latest, [.. refused.Select(r => r.At)]);
            warehouse.Run(ForgetErrors);
            warehouse.Run(new Sql($"{feed.Name}: take broken rows out", $"DELETE FROM {feed.Name} WHERE run < 0"));
        }
    }

    private List<RefusedLine> RefusedLines()
    {
        if (warehouse.Number(ErrorTables) == 0)
        {
            return [];
        }

        var lines = warehouse.Table(Errors)
            .Select(r => new RefusedLine(long.Parse(r[0]!) - 1, r[1] ?? "", r[3] ?? "", r[4] ?? ""))
            .ToList();
        var numbers = LineNumbers.At(source.Path, [.. lines.Select(l => l.At)]);
        foreach (var (line, number) in lines.Zip(numbers))
        {
            Add(new Reject(source.File.Shown, number, null, Reject.Show(line.Text, masked: feed.Columns.Any(c => c.IsMasked)), line.Expected(source.Columns.Count)));
            Refused++;
        }

        return lines;
    }

    private void WriteBroken(int run, DateTime latest, IReadOnlyList<long> refused)
    {
        var columns = LoadSql.ContractColumns(feed).ToList();
        using var lines = source.File.Format is FeedFormat.Parquet or FeedFormat.Epcis
            ? null
            : new RecordLines(source.Path, source.File.Format != FeedFormat.JsonLines, source.File.Format != FeedFormat.JsonLines, refused);
        var (sql, values) = load.Broken(run, latest);
        using var rows = warehouse.Query(sql, values);
        while (rows.Next())
        {
            var numbers = rows.Values<long>(0);
            var codes = rows.Values<int>(1);
            for (var row = 0; row < rows.Count; row++)
            {
                var line = lines?.Of(numbers[row]) ?? numbers[row];
                Add(Describe(line, codes[row], columns, rows.String(2, row)));
            }
        }
    }

    private Reject Describe(long line, int code, List<FeedColumn> columns, string? found)
    {
        if (code == LoadSql.NotAnObject)
        {
            return new Reject(source.File.Shown, line, null, Reject.Show(found, masked: feed.Columns.Any(c => c.IsMasked)), "a JSON object on one line");
        }

        var column = columns[-1 - code];
        return new Reject(source.File.Shown, line, column.Name, Reject.Show(found, column.IsMasked), column.Expected);
    }

    private void Add(Reject reject)
    {
        First ??= reject;
        rejected.Add(reject);
    }

    /// <summary>A line that the engine could not split into columns.</summary>
    private readonly record struct RefusedLine(long At, string Kind, string Text, string Message)
    {
        public string Expected(int columns) => Kind switch
        {
            "MISSING COLUMNS" or "TOO MANY COLUMNS" => $"{columns} columns, as in the header",
            "UNQUOTED VALUE" => "quotes that open and close around a whole value",
            "INVALID ENCODING" => "UTF-8",
            "LINE SIZE OVER MAXIMUM" => "a line of at most 2 MB",
            _ => $"a line that reads as {columns} columns ({Message.Split('\n')[0]})",
        };
    }
}
