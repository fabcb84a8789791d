namespace Assay.Screening.Products.Tables;

/// <summary>
/// Pairs as benchmarks of matching write them (Li and others 2020, "Deep entity matching with pre-trained language models"): both rows in one line,
/// <c>COL name VAL value COL …</c>, a tab, the other row, a tab, and 1 or 0. The two tables are gathered from the lines; the same text is the same row.
/// </summary>
internal sealed class DittoText
{
    private const int LongestLine = 1 << 20;
    private const string Column = "COL ";
    private const string Value = " VAL";

    private readonly Gathered left = new();
    private readonly Gathered right = new();

    /// <summary>True where a file begins like this.</summary>
    public static bool Is(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        Span<byte> head = stackalloc byte[4];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("COL "u8);
    }

    /// <summary>Reads a file's pairs; their rows count on from those of earlier files.</summary>
    public Result<PairFile> Read(string path, CancellationToken stop)
    {
        var shown = Path.GetFileName(path);
        var pairs = new List<PairLine>();
        var rejected = 0;
        using var reader = new StreamReader(path);
        for (string? line; (line = reader.ReadLine()) is not null;)
        {
            stop.ThrowIfCancellationRequested();
            if (pairs.Count >= ReadRows.MostRows || line.Length > LongestLine)
            {
                return new Failure($"{shown} has more than {ReadRows.MostRows:N0} lines, or one of more than {LongestLine:N0} letters", "a smaller file", "Split it");
            }

            if (line.Split('\t') is [var a, var b, var label] && label.Trim() is "0" or "1" && a.StartsWith(Column, StringComparison.Ordinal) && b.StartsWith(Column, StringComparison.Ordinal))
            {
                pairs.Add(new PairLine(left.Place(a), right.Place(b), label.Trim() == "1"));
            }
            else
            {
                rejected += line.Length > 0 ? 1 : 0;
            }
        }

        return pairs.Count == 0 ? new Failure($"{shown} has no pairs", "lines of COL … VAL …, a tab, COL … VAL …, a tab, and 1 or 0") : new PairFile(shown, pairs, HasLabels: true, rejected);
    }

    /// <summary>The rows that all files named, left and right.</summary>
    public (RawTable Left, RawTable Right) Tables() => (left.Table("left rows"), right.Table("right rows"));

    private sealed class Gathered
    {
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private readonly List<string> columns = [];
        private readonly List<Dictionary<string, string>> rows = [];

        public int Place(string text)
        {
            text = text.Trim();
            if (!places.TryGetValue(text, out var place))
            {
                places[text] = place = rows.Count;
                rows.Add(Parse(text));
            }

            return place;
        }

        public RawTable Table(string shown) => new(shown, columns, [.. rows.Select(r => columns.Select(c => r.GetValueOrDefault(c)).ToArray())]);

        private Dictionary<string, string> Parse(string text)
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in text[Column.Length..].Split(" COL "))
            {
                var at = part.IndexOf(Value, StringComparison.Ordinal);
                if (at < 0 || row.Count >= 100)
                {
                    continue;
                }

                var name = part[..at].Trim();
                if (!columns.Contains(name))
                {
                    columns.Add(name);
                }

                row[name] = part[(at + Value.Length)..].Trim();
            }

            return row;
        }
    }
}
