using System.Numerics;
using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>Which of 256 coefficients are above their median, which is the 128th smallest.</summary>
internal static unsafe class MedianBits
{
    private const int Count = 256, Rank = 128;

    /// <summary>The bits of the coefficients after each's sign was changed where <paramref name="signs"/> says so (0x80000000 or 0).</summary>
    /// <param name="coefficients">256 values, none of them NaN.</param>
    /// <param name="signs">256 sign bits.</param>
    public static PdqHash Of(float* coefficients, uint* signs)
    {
        var keys = stackalloc uint[Count];
        for (var at = 0; at < Count; at += 16)
        {
            Ordered(Vector512.Load((uint*)coefficients + at) ^ Vector512.Load(signs + at)).Store(keys + at);
        }

        // The largest key below which there are fewer than 128: found bit by bit from the top.
        uint median = 0;
        for (var bit = 1u << 31; bit != 0; bit >>= 1)
        {
            median |= Below(keys, median | bit) < Rank ? bit : 0;
        }

        var words = stackalloc ulong[4];
        for (var at = 0; at < Count; at += 16)
        {
            words[at / 64] |= Vector512.GreaterThan(Vector512.Load(keys + at), Vector512.Create(median)).ExtractMostSignificantBits() << (at % 64);
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    // Unsigned numbers in the order of the floats; 0 and −0 are one.
    private static Vector512<uint> Ordered(Vector512<uint> bits)
    {
        var value = (bits.AsSingle() + Vector512<float>.Zero).AsInt32();
        return (value ^ ((value >> 31) | Vector512.Create(int.MinValue))).AsUInt32();
    }

    private static int Below(uint* keys, uint limit)
    {
        var below = 0;
        for (var at = 0; at < Count; at += 64)
        {
            below += BitOperations.PopCount(Mask(keys + at, limit) | (Mask(keys + at + 16, limit) << 16) | (Mask(keys + at + 32, limit) << 32) | (Mask(keys + at + 48, limit) << 48));
        }

        return below;
    }

    private static ulong Mask(uint* keys, uint limit) => Vector512.LessThan(Vector512.Load(keys), Vector512.Create(limit)).ExtractMostSignificantBits();
}
