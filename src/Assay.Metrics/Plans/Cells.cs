using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>Counts the rows that have a mask's bits.</summary>
public sealed record CountCell(ulong Mask);

/// <summary>Folds a number over the rows that have a mask's bits, by sum, least or greatest. <see cref="Measure"/> is its place in a row's numbers.</summary>
public sealed record MeasureCell(ulong Mask, int Measure);

/// <summary>Counts each value of a code or key over the rows that have a mask's bits; rows without a value are none of them.</summary>
/// <param name="Mask">The rows.</param>
/// <param name="Column">The field's column in a block.</param>
/// <param name="Domain">Values of a code, with null; 0 for a key.</param>
public sealed record TallyCell(ulong Mask, int Column, int Domain);

/// <summary>Times between the rows that have a mask's bits, and how many fall on a day.</summary>
public sealed record SequenceCell(ulong Mask);

/// <summary>Newest rows of a mask in a row that have another mask's bits too.</summary>
public sealed record StreakCell(ulong Of, ulong Where);

/// <summary>One metric's way from cells to its value.</summary>
/// <param name="Aggregate">How.</param>
/// <param name="Place">The metric's place among its subject's.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Count">The cell that counts its rows, or its further cell; −1 for none.</param>
/// <param name="Scale">Stored units for one shown; for a quantile's metrics too.</param>
/// <param name="Quantile">Which quantile.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Output(Aggregate Aggregate, int Place, int Cell, int Count, double Scale, double Quantile);

/// <summary>Gives equal cells one place.</summary>
internal sealed class Cells<T>
    where T : notnull
{
    private readonly List<T> cells = [];

    public int Place(T cell)
    {
        var at = cells.IndexOf(cell);
        if (at >= 0)
        {
            return at;
        }

        cells.Add(cell);
        return cells.Count - 1;
    }

    public T[] ToArray() => [.. cells];
}
