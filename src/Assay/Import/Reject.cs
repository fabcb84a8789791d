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
    public static string Show(string? found, bool masked)
    {
        if (found is null)
        {
            return "nothing";
        }

        if (masked)
        {
            return $"{Prefix(found)}… ({found.Length} characters, masked)";
        }

        return found.Length > LongestShown ? $"{found[..LongestShown]}… ({found.Length} characters)" : found;
    }

    private static string Prefix(string found) => found.Length > 4 ? found[..2] : "";
}
