namespace Assay.Screening.Products.Tables;

/// <summary>A table as it was read: any columns, all of them text.</summary>
/// <param name="Shown">How the file is called in messages.</param>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">Rows, each with a value or null for every column.</param>
internal sealed record RawTable(string Shown, IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>Values of a column that are not empty, from the first rows.</summary>
    public IEnumerable<string> Sample(int column) => Rows.Take(2000).Select(r => r[column]).Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!);
}
