namespace Assay.Import;

/// <summary>A row that breaks the contract.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">Its line in the unpacked file, the header being 1; the row's number in a Parquet file.</param>
/// <param name="Column">The first broken column; null where the line as a whole is broken.</param>
/// <param name="Got">What was found, cut after <see cref="LongestShown"/> characters and masked where it may be somebody's number.</param>
/// <param name="Expected">What was expected.</param>
public sealed record Reject(string File, long Line, string? Column, string Got, string Expected)
{
    /// <summary>Most characters of what was found that are kept.</summary>
    public const int LongestShown = 200;

    /// <summary>What was found, in a form that may be kept.</summary>
    /// <param name="found">The value, or the beginning of it.</param>
    /// <param name="masked">True where the column, or one of the line's columns, holds somebody's number.</param>
    /// <param name="length">The whole value's length where <paramref name="found"/> is only its beginning.</param>
    public static string Show(string? found, bool masked, long? length = null)
    {
        if (found is null)
        {
            return "nothing";
        }

        var all = length ?? found.Length;
        if (masked || PersonalNumber.IsIn(found.AsSpan(0, Math.Min(found.Length, 2 * LongestShown))))
        {
            return $"{Prefix(found)}… ({all} characters, masked)";
        }

        return all > LongestShown ? $"{Cut(found)}… ({all} characters)" : found;
    }

    private static string Prefix(string found) => found.Length > 4 ? found[..2] : "";

    // Not between the two halves of a character beyond the basic plane.
    private static string Cut(string found)
    {
        var at = Math.Min(found.Length, LongestShown);
        return found[..(at > 0 && char.IsHighSurrogate(found[at - 1]) ? at - 1 : at)];
    }
}
