using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Assay.Tests.Market;

/// <summary>A feed as a reader of the contract sees it: read with a plain parser of its own, not with the writer's code.</summary>
public sealed class FeedTable
{
    private readonly Dictionary<string, int> places = [];

    private FeedTable(string[] columns)
    {
        Columns = columns;
        for (var i = 0; i < columns.Length; i++)
        {
            places[columns[i]] = i;
        }
    }

    public string[] Columns { get; }

    public List<string[]> Rows { get; } = [];

    public static FeedTable Read(params string[] files)
    {
        FeedTable? table = null;
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var read = file.EndsWith(".jsonl", StringComparison.Ordinal) ? Jsonl(file) : Separated(file);
            table ??= read;
            table.Merge(read);
        }

        return table!;
    }

    public string[] this[string column] => [.. Rows.Select(r => r[places[column]])];

    public string Of(string[] row, string column) => row[places[column]];

    private void Merge(FeedTable other)
    {
        if (ReferenceEquals(this, other))
        {
            return;
        }

        foreach (var row in other.Rows)
        {
            Rows.Add([.. Columns.Select(c => other.places.TryGetValue(c, out var i) ? row[i] : "")]);
        }
    }

    private static FeedTable Separated(string file)
    {
        using var reader = new StreamReader(Open(file), new UTF8Encoding(false, throwOnInvalidBytes: true));
        var text = reader.ReadToEnd();
        var separator = file.Contains(".tsv", StringComparison.Ordinal) ? '\t' : ',';
        var place = 0;
        var table = new FeedTable([.. Row(text, separator, ref place)]);
        while (place < text.Length)
        {
            var row = Row(text, separator, ref place);
            Assert.Equal(table.Columns.Length, row.Count);
            table.Rows.Add([.. row]);
        }

        return table;
    }

    private static List<string> Row(string text, char separator, ref int place)
    {
        var row = new List<string>();
        while (true)
        {
            row.Add(text[place] == '"' ? Quoted(text, ref place) : Plain(text, separator, ref place));
            if (text[place++] == '\n')
            {
                return row;
            }
        }
    }

    private static string Plain(string text, char separator, ref int place)
    {
        var start = place;
        while (text[place] != separator && text[place] != '\n')
        {
            place++;
        }

        return text[start..place];
    }

    private static string Quoted(string text, ref int place)
    {
        var value = new StringBuilder();
        for (place++; ; place++)
        {
            if (text[place] != '"')
            {
                value.Append(text[place]);
            }
            else if (text[place + 1] == '"')
            {
                value.Append('"');
                place++;
            }
            else
            {
                place++;
                return value.ToString();
            }
        }
    }

    private static FeedTable Jsonl(string file)
    {
        var rows = File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!).ToList();
        var table = new FeedTable([.. rows.SelectMany(r => r.Keys).Distinct()]);
        table.Rows.AddRange(rows.Select(r => table.Columns.Select(c => r.TryGetValue(c, out var value) ? value.ToString() : "").ToArray()));
        return table;
    }

    private static Stream Open(string file)
    {
        var stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
