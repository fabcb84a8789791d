using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Pdq;

/// <summary>
/// A PDQ hash: for each of 16 × 16 low frequencies of a picture whether it is above their median. Bit 16 i + j is vertical frequency i + 1 and
/// horizontal frequency j + 1; it stands in word (16 i + j) / 64 at place (16 i + j) mod 64. ("PDQ &amp; TMK+PDQF", Facebook 2019)
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PdqHash(ulong W0, ulong W1, ulong W2, ulong W3)
{
    /// <summary>At most so many of 256 bits differ between two pictures of the same thing, as its authors recommend.</summary>
    public const int SamePicture = 31;

    /// <summary>The bits that differ, 0 to 256.</summary>
    public int DistanceTo(PdqHash other) =>
        BitOperations.PopCount(W0 ^ other.W0) + BitOperations.PopCount(W1 ^ other.W1) + BitOperations.PopCount(W2 ^ other.W2) + BitOperations.PopCount(W3 ^ other.W3);

    /// <summary>Reads 64 hexadecimal digits, the highest bit first.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out PdqHash hash)
    {
        hash = default;
        if (hex.Length != 64 || !Word(hex, out var w3) || !Word(hex[16..], out var w2) || !Word(hex[32..], out var w1) || !Word(hex[48..], out var w0))
        {
            return false;
        }

        hash = new PdqHash(w0, w1, w2, w3);
        return true;
    }

    /// <summary>64 hexadecimal digits, the highest bit first.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Feeds carry lower-case digits.")]
    public override string ToString() => $"{W3:x16}{W2:x16}{W1:x16}{W0:x16}";

    private static bool Word(ReadOnlySpan<char> hex, out ulong word) =>
        ulong.TryParse(hex[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out word);
}
