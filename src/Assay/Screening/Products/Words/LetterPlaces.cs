using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Screening.Products.Words;

/// <summary>Where each letter stands in a short text, as bits: the text is loaded once, and each letter compared with all of it at a time.</summary>
internal readonly ref struct LetterPlaces
{
    /// <summary>Letters of a text that are looked at.</summary>
    public const int Longest = 64;

    private readonly Vector512<ushort> low;
    private readonly Vector512<ushort> high;
    private readonly ulong within;
    private readonly bool isLong;

    /// <summary>Loads a text of up to <see cref="Longest"/> letters.</summary>
    public LetterPlaces(ReadOnlySpan<char> text)
    {
        Span<ushort> padded = stackalloc ushort[Longest];
        padded.Clear();
        MemoryMarshal.Cast<char, ushort>(text).CopyTo(padded);
        low = Vector512.Create<ushort>(padded);
        isLong = text.Length > Vector512<ushort>.Count;
        high = isLong ? Vector512.Create<ushort>(padded[Vector512<ushort>.Count..]) : default;
        within = text.Length == Longest ? ulong.MaxValue : (1UL << text.Length) - 1;
    }

    /// <summary>The places of a letter, the first in the lowest bit.</summary>
    public ulong this[char letter]
    {
        get
        {
            var sought = Vector512.Create((ushort)letter);
            var places = Vector512.Equals(low, sought).ExtractMostSignificantBits();
            return (isLong ? places | (Vector512.Equals(high, sought).ExtractMostSignificantBits() << Vector512<ushort>.Count) : places) & within;
        }
    }

    /// <summary>The same one letter after the other.</summary>
    internal static ulong Scalar(ReadOnlySpan<char> text, char letter)
    {
        var places = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            places |= text[i] == letter ? 1UL << i : 0;
        }

        return places;
    }
}
