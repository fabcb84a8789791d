using Assay.Import;
using Assay.Import.Drafting;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Screening.Products.Tables;

/// <summary>
/// Reads a table of any columns: CSV of any delimiter, TSV, JSON lines or Parquet, also gzip or Zstandard. What it takes is bounded, for the file may
/// be anybody's: rows, columns, letters of a value and of all values together.
/// </summary>
internal static class ReadRows
{
    /// <summary>Most rows.</summary>
    public const int MostRows = 500_000;

    /// <summary>Letters of a value that are looked at.</summary>
    public const int MostLetters = 8000;

    private const long MostLettersOfAll = 1L << 30;

    /// <summary>The table in a file, or why it cannot be read.</summary>
    public static Result<RawTable> Run(string path, CancellationToken stop)
    {
        var kind = FeedFile.ClassifyAny(path);
        var full = Path.GetFullPath(path);
        var shown = Path.GetFileName(path);
        var unnamed = new FeedFile(new Feed("table", [], []), full, kind.Format, kind.Packing, Path.GetDirectoryName(full) ?? "/") { Shown = shown };
        if (FileKind.Refuse(unnamed) is { } failure)
        {
            return failure;
        }

        var sampled = SampleFile.Run(full, shown);
        if (!sampled.Ok)
        {
            return sampled.Failure;
        }

        var columns = sampled.Value.Columns.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => new FeedColumn(n, ColumnKind.Text) { IsOptional = true });
        var file = unnamed with { Feed = new Feed("table", [], [.. columns]) };
        var spill = Directory.CreateTempSubdirectory("assay-table-");
        try
        {
            using var database = DuckDbDatabase.Open(new DuckDbOptions(null) { SpillFolder = spill.FullName });
            using var session = database.Connect();
            using var stopping = session.StopOn(stop);
            return Read(session, file, FeedMapping.None with { Delimiter = sampled.Value.Delimiter }, spill.FullName, stop);
        }
        catch (WarehouseException damaged)
        {
            return new Failure($"{shown} cannot be read: {Reject.Show(damaged.EngineMessage.Split('\n')[0], masked: false)}", $"a whole {kind.Format} file", "Write or copy it again");
        }
        finally
        {
            spill.Delete(recursive: true);
        }
    }

    private static Result<RawTable> Read(IWarehouse session, FeedFile file, FeedMapping mapping, string spill, CancellationToken stop)
    {
        var opened = FeedSource.Open(session, file, mapping, spill, new UnpackLimits(), stop);
        if (!opened.Ok)
        {
            return opened.Failure;
        }

        using var source = opened.Value;
        try
        {
            return Take(session, source);
        }
        catch (WarehouseException) when (source.Repair(spill, stop))
        {
            return Take(session, source);
        }
    }

    private static Result<RawTable> Take(IWarehouse session, FeedSource source)
    {
        var columns = source.Columns.Where(c => c.Name != Contract.ObservedAt.Name || !source.IsJson).ToList();
        var parameters = new SqlParameters();
        var from = source.From(parameters, numbered: false);
        var values = string.Join(", ", columns.Select((c, i) => $"left(CAST({c.Sql} AS VARCHAR), {MostLetters}) AS v{i}"));
        using var rows = session.Query(new Sql($"rows of {source.File.Shown}", $"SELECT {values} FROM {from}"), parameters.Values);
        var taken = new List<string?[]>();
        long letters = 0;
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var line = new string?[columns.Count];
                for (var column = 0; column < line.Length; column++)
                {
                    line[column] = rows.String(column, row);
                    letters += line[column]?.Length ?? 0;
                }

                taken.Add(line);
            }

            if (taken.Count > MostRows || letters > MostLettersOfAll)
            {
                return new Failure($"{source.File.Shown} has more than {MostRows:N0} rows, or more than {MostLettersOfAll >> 20:N0} million letters", "a smaller table", "Split it, for instance by brand or category");
            }
        }

        return taken.Count == 0
            ? new Failure($"{source.File.Shown} has no rows", "a header and rows", "Check the file")
            : new RawTable(source.File.Shown, [.. columns.Select(c => c.Name)], taken);
    }
}
