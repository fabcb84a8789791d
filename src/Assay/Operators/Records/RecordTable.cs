using Assay.Screening.Products.Tables;

namespace Assay.Operators.Records;

/// <summary>A table of people or companies, each value read in the forms that it is compared in.</summary>
public sealed class RecordTable
{
    /// <summary>Most columns that are compared; of more, the further ones are passed over.</summary>
    public const int MostFields = 15;

    // How common a value is goes by the other rows than the two that share it; a small table is taken to be part of one with fifty rows more, of other values.
    private const int RowsPresumed = 50;

    private RecordTable(string shown, IReadOnlyList<FieldColumn> columns, string[] ids)
    {
        Shown = shown;
        Columns = columns;
        Ids = ids;
    }

    /// <summary>How the file is called in messages.</summary>
    public string Shown { get; }

    /// <summary>All columns, with what they hold.</summary>
    public IReadOnlyList<FieldColumn> Columns { get; }

    /// <summary>What each row is called: its key, or its number from 1 where no column tells rows apart.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Ids.Count;

    /// <summary>The columns that are compared.</summary>
    internal FieldColumn[] Fields { get; private set; } = [];

    /// <summary>Values by field and row; null where there is none.</summary>
    internal FieldValue?[][] Values { get; private set; } = [];

    /// <summary>Fields of a person's given and family name, which are found in each other's place; −1 without both.</summary>
    internal (int Given, int Family) Names { get; private set; } = (-1, -1);

    /// <summary>Reads a table; <paramref name="told"/> says of columns what they hold, and what it does not name is guessed.</summary>
    internal static Result<RecordTable> Of(RawTable raw, IReadOnlyDictionary<string, FieldKind> told)
    {
        if (told.Keys.FirstOrDefault(n => !raw.Columns.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } strange)
        {
            return new Failure($"{raw.Shown} has no column {strange}", $"one of {string.Join(", ", raw.Columns.Take(20))}", "Correct the file of fields");
        }

        var columns = GuessFields.Run(raw, told);
        var fields = Enumerable.Range(0, columns.Count).Where(c => columns[c].IsCompared).Take(MostFields).ToArray();
        if (fields.Length == 0)
        {
            return new Failure($"{raw.Shown} has nothing to compare among {string.Join(", ", raw.Columns.Take(20))}", "columns of names, addresses, dates, telephones or numbers", "Say what columns hold with --fields");
        }

        var key = Enumerable.Range(0, columns.Count).Where(c => columns[c].Kind == FieldKind.Key).Select(c => (int?)c).FirstOrDefault();
        var table = new RecordTable(raw.Shown, columns, [.. raw.Rows.Select((row, n) => key is { } at && row[at] is { Length: > 0 } id ? id.Trim() : $"{n + 1}")]);
        table.Take(raw, fields);
        return table;
    }

    private void Take(RawTable raw, int[] columns)
    {
        Fields = [.. columns.Select(c => Columns[c])];
        Values = [.. columns.Select(c => Column(raw, c, Columns[c].Kind))];
        Names = (Array.FindIndex(Fields, f => f.Kind == FieldKind.GivenName), Array.FindIndex(Fields, f => f.Kind == FieldKind.Surname));
        Names = Names is { Given: >= 0, Family: >= 0 } ? Names : (-1, -1);
    }

    private static FieldValue?[] Column(RawTable raw, int column, FieldKind kind)
    {
        var known = new Dictionary<string, (FieldValue? Value, int Rows)>(StringComparer.Ordinal);
        var values = new FieldValue?[raw.Rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            var text = raw.Rows[row][column] ?? "";
            var (value, rows) = known.TryGetValue(text, out var seen) ? seen : (FieldValue.Of(text, kind), 0);
            known[text] = (value, rows + 1);
            values[row] = value;
        }

        var byText = known.Values.Where(k => k.Value is not null).GroupBy(k => k.Value!.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(k => k.Rows), StringComparer.Ordinal);
        var all = byText.Values.Sum();
        foreach (var (value, _) in known.Values)
        {
            if (value is not null)
            {
                value.Share = (Math.Max(0, byText[value.Text] - 2) + 0.5) / (Math.Max(0, all - 2) + RowsPresumed);
            }
        }

        return values;
    }
}
