using System.Globalization;
using Assay.Screening.Products.Tables;

namespace Assay.Operators.Records;

/// <summary>Two names that stand in one row.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="Likeness">How likely both are the same, 0 to 1.</param>
public sealed record ComparedNames(string Left, string Right, double Likeness)
{
    /// <summary>True where they are taken for the same.</summary>
    public bool IsMatch => Likeness >= CompareNames.Same;
}

/// <summary>Compares two columns of names, row by row.</summary>
public static class CompareColumns
{
    /// <summary>Compares the columns of a file; of a value that is missing the likeness is 0. Writes row, likeness and match as CSV where <paramref name="to"/> says.</summary>
    /// <exception cref="IOException">The file of results cannot be written.</exception>
    public static Result<IReadOnlyList<ComparedNames>> Run(string path, string left, string right, string? to, CancellationToken stop)
    {
        var raw = ReadRows.Run(path, stop);
        if (!raw.Ok)
        {
            return raw.Failure;
        }

        var columns = raw.Value.Columns.ToList();
        var (l, r) = (Find(columns, left), Find(columns, right));
        if (l < 0 || r < 0)
        {
            return new Failure($"{raw.Value.Shown} has no column {(l < 0 ? left : right)}", $"two of {string.Join(", ", columns.Take(20))}", "Correct --compare");
        }

        IReadOnlyList<ComparedNames> compared = [.. raw.Value.Rows.Select(row => new ComparedNames(row[l] ?? "", row[r] ?? "", CompareNames.Run(row[l] ?? "", row[r] ?? "")))];
        if (to is not null)
        {
            WriteEntities.Write(to, "row,left,right,likeness,match", compared.Select((c, n) =>
                string.Create(CultureInfo.InvariantCulture, $"{n + 1},{CsvCell.Of(c.Left)},{CsvCell.Of(c.Right)},{c.Likeness:0.000000},{(c.IsMatch ? 1 : 0)}")));
        }

        return Result.Of(compared);
    }

    private static int Find(List<string> columns, string name) => columns.FindIndex(c => c.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
}
