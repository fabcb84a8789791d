using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Import.Drafting;

/// <summary>Reads names and first values of a file in any of the formats that a feed may have.</summary>
internal static class SampleFile
{
    private const int HeadBytes = 1 << 20;
    private const int MostRows = 1000;
    private const int MostColumns = 2000;

    /// <summary>Samples the file at a path.</summary>
    public static Result<SampledFile> Run(string path, string shown)
    {
        if (!File.Exists(path))
        {
            return new Failure($"{shown} is not there", "a file", "Check the name");
        }

        try
        {
            var kind = FeedFile.ClassifyAny(path);
            var sampled = kind.Format == FeedFormat.Parquet ? Parquet(path, shown) : Text(path, shown, kind.Format, kind.Packing);
            return sampled.Ok && sampled.Value.Columns.Count is 0 or > MostColumns
                ? new Failure($"{shown} has {sampled.Value.Columns.Count} columns", $"1 to {MostColumns}", "Check the file")
                : sampled;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or WarehouseException or JsonException)
        {
            var said = unreadable is WarehouseException engine ? engine.EngineMessage.Split('\n')[0] : unreadable.Message;
            return new Failure($"{shown} cannot be read: {said.TrimEnd('.')}", "CSV, TSV, JSON lines or Parquet in UTF-8", "Check the file");
        }
    }

    private static Result<SampledFile> Parquet(string path, string shown)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var session = database.Connect();
        var types = session.Table(new Sql($"columns of {shown}", "DESCRIBE SELECT * FROM read_parquet($1)"), path);
        var rows = session.Table(new Sql($"sample of {shown}", $"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (SELECT * FROM read_parquet($1) LIMIT {MostRows})"), path);
        return new SampledFile(shown, FeedFormat.Parquet, null,
        [
            .. types.Select((t, i) => new SampledColumn(t[0]!, Values(rows.Select(r => r[i]))) { IsTyped = t[1] != "VARCHAR" }),
        ]);
    }

    private static Result<SampledFile> Text(string path, string shown, FeedFormat format, Packing packing)
    {
        var (text, isWhole) = Head(path, packing);
        if (text.Length == 0)
        {
            return new Failure($"{shown} is empty", "a header and rows", "Leave it out");
        }

        if (format is FeedFormat.JsonLines or FeedFormat.Epcis)
        {
            return new SampledFile(shown, format, null, JsonColumns(text, isWhole));
        }

        var delimiter = format == FeedFormat.Tsv ? '\t' : DelimitedText.Guess(text, isWhole);
        var records = DelimitedText.Records(text, delimiter, isWhole, MostRows + 1);
        var names = records.Count == 0 ? [] : records[0];
        return new SampledFile(shown, format, delimiter,
        [
            .. names.Select((name, i) => new SampledColumn(name.Trim(), Values(records.Skip(1).Select(r => i < r.Count ? r[i] : null)))),
        ]);
    }

    private static (string Text, bool IsWhole) Head(string path, Packing packing)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using Stream stream = packing switch
        {
            Packing.Gzip => new GZipStream(file, CompressionMode.Decompress),
            Packing.Zstandard => new ZstandardStream(file),
            _ => file,
        };
        var head = new byte[HeadBytes];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (head.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.AsSpan(0, Math.Min(read, 4096)).Contains((byte)0))
        {
            throw new InvalidDataException("it is no UTF-8");
        }

        return (Encoding.UTF8.GetString(head, 0, read).TrimStart('\uFEFF'), read < head.Length);
    }

    private static List<SampledColumn> JsonColumns(string text, bool isWhole)
    {
        var values = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        var typed = new HashSet<string>(StringComparer.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in (isWhole ? lines : lines.SkipLast(1)).Where(l => l.Trim().Length > 0).Take(MostRows))
        {
            using var row = JsonDocument.Parse(line);
            foreach (var property in row.RootElement.ValueKind == JsonValueKind.Object ? row.RootElement.EnumerateObject() : default)
            {
                var isText = property.Value.ValueKind == JsonValueKind.String;
                if (!values.TryGetValue(property.Name, out var column))
                {
                    values[property.Name] = column = [];
                }

                _ = isText || property.Value.ValueKind == JsonValueKind.Null || typed.Add(property.Name);
                column.Add(isText ? property.Value.GetString() : property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.GetRawText());
            }
        }

        return [.. values.Select(v => new SampledColumn(v.Key, Values(v.Value)) { IsTyped = typed.Contains(v.Key) })];
    }

    private static IReadOnlyList<string> Values(IEnumerable<string?> values) => [.. values.Where(v => !string.IsNullOrEmpty(v)).Select(v => v!)];
}
