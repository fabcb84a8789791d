using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Screening.Products.Words;

/// <summary>Where each letter stands in a short text, as bits: the text is loaded once, and each letter compared with all of it at a time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct LetterPlaces
{
    /// <summary>Letters of a text that are looked at.</summary>
    public const int Longest = 64;

    private const int Page = 4096;
    private const int Bytes = 64;

    private readonly Vector512<ushort> low;
    private readonly Vector512<ushort> high;
    private readonly ulong within;

    /// <summary>Loads a text of up to <see cref="Longest"/> letters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LetterPlaces(ReadOnlySpan<char> text)
    {
        low = Load(text);
        high = text.Length > Vector512<ushort>.Count ? Load(text[Vector512<ushort>.Count..]) : default;
        within = text.Length == Longest ? ulong.MaxValue : (1UL << text.Length) - 1;
    }

    /// <summary>The places of a letter, the first in the lowest bit.</summary>
    public ulong this[char letter]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var sought = Vector512.Create((ushort)letter);
            var places = Vector512.Equals(low, sought).ExtractMostSignificantBits();
            return within >> Vector512<ushort>.Count == 0 ? places & within : (places | (Vector512.Equals(high, sought).ExtractMostSignificantBits() << Vector512<ushort>.Count)) & within;
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

    // What stands behind the text is read with it and masked out again, but never over the end of a page, which may be nobody's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<ushort> Load(ReadOnlySpan<char> text)
    {
        ref var first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        return text.Length >= Vector512<ushort>.Count || ((nuint)Unsafe.AsPointer(ref first) & (Page - 1)) <= Page - Bytes ? Vector512.LoadUnsafe(ref first) : Copied(text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<ushort> Copied(ReadOnlySpan<char> text)
    {
        Span<ushort> padded = stackalloc ushort[Vector512<ushort>.Count];
        padded.Clear();
        MemoryMarshal.Cast<char, ushort>(text).CopyTo(padded);
        return Vector512.Create<ushort>(padded);
    }
}
