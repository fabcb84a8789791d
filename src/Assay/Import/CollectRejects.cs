using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Takes broken rows out of the table and writes them to the rejected file with their lines. The file is read a second time for
/// that, but only where something broke.
/// </summary>
internal sealed class CollectRejects(IWarehouse warehouse, FeedSource source, LoadSql load, RejectedFile rejected)
{
    private readonly Feed feed = source.File.Feed;

    /// <summary>The first rejected row.</summary>
    public Reject? First { get; private set; } = source.Repaired?.First;

    /// <summary>Collects the rejects of a run: the lines that a repair left out, then the rows that broke the contract.</summary>
    public void Run(int run, DateTime latest)
    {
        if (source.Repaired is { Refused: > 0 } repaired)
        {
            rejected.AddAll(repaired.RefusedPath, repaired.Refused);
        }

        var broken = warehouse.Number(new Sql($"{feed.Name}: broken rows", $"SELECT count(*) FROM {feed.Name} WHERE run < 0"));
        if (broken > 0)
        {
            var before = rejected.Count;
            WriteBroken(run, latest);
            if (rejected.Count - before != broken)
            {
                throw new WarehouseException($"rejects of {source.File.Shown}", $"{broken} rows were broken, {rejected.Count - before} were found again");
            }

            warehouse.Run(new Sql($"{feed.Name}: take broken rows out", $"DELETE FROM {feed.Name} WHERE run < 0"));
        }
    }

    private void WriteBroken(int run, DateTime latest)
    {
        var columns = LoadSql.ContractColumns(feed).ToList();
        using var lines = source.File.Format is FeedFormat.Parquet or FeedFormat.Epcis ? null : new RecordLines(source.Path, source.Delimiter);
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
}
