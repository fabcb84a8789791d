using System.Text.RegularExpressions;

namespace Assay.Import;

/// <summary>
/// Numbers that belong to a person, wherever they stand in a text: a missing delimiter puts an IBAN into any column. Coarser than the
/// contract's own checks, because masking one text too many in a rejected file costs nothing.
/// </summary>
internal static class PersonalNumber
{
    private static readonly Regex Any = new(
        """
        \+[0-9][0-9 ()./-]{6}|\b[A-Za-z]{2}[0-9]{2}([ .-]?[A-Za-z0-9]){11}|\b[2-6]([ -]?[0-9]){12,18}\b|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}
        """.Trim(),
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    /// <summary>True where a text holds what may be a phone number, an IBAN, a payment card or a hardware address.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => Any.IsMatch(text);
}
