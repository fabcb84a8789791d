namespace Assay.Screening.Images;

/// <summary>How turns follow one another.</summary>
internal static class Turns
{
    // A turn as a transposition (or not) of rows and columns, after which rows and columns are reversed (or not).
    private static readonly (bool Transposed, bool Rows, bool Columns)[] Parts =
    [
        (false, false, false), (true, true, false), (false, true, true), (true, false, true),
        (false, true, false), (false, false, true), (true, false, false), (true, true, true),
    ];

    /// <summary>The one turn that does what <paramref name="first"/> and then <paramref name="then"/> do.</summary>
    public static Turn Then(Turn first, Turn then)
    {
        var (a, b) = (Parts[(int)first], Parts[(int)then]);
        var (rows, columns) = b.Transposed ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        return (Turn)Array.IndexOf(Parts, (a.Transposed ^ b.Transposed, rows ^ b.Rows, columns ^ b.Columns));
    }
}
