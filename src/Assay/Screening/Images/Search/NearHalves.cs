using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Images.Search;

/// <summary>
/// Finds which of many hashes differ little from one in words 0 and 1: four at a time with AVX-512, two with AVX2, one by one without either; the same entries.
/// Bits are counted by nibbles (Muła, Kurz, Lemire 2018), and memory is what binds: 16 bytes a hash.
/// </summary>
internal static class NearHalves
{
    /// <summary>What of the processor is used; tests try each.</summary>
    internal enum Means
    {
        Avx512,
        Avx2,
        Scalar,
    }

    /// <summary>The best that this processor has.</summary>
    internal static Means Best { get; } = Avx512BW.IsSupported ? Means.Avx512 : Avx2.IsSupported ? Means.Avx2 : Means.Scalar;

    /// <summary>Adds the entries whose first two words differ in at most so many bits, in order.</summary>
    /// <param name="low">Words 0 and 1 of each hash.</param>
    /// <param name="from">The first entry that is looked at.</param>
    /// <param name="to">The one behind the last.</param>
    /// <param name="w0">Word 0 of the hash that is looked for.</param>
    /// <param name="w1">Its word 1.</param>
    /// <param name="within">Most bits that may differ.</param>
    /// <param name="found">Takes the entries.</param>
    /// <param name="means">What of the processor is used.</param>
    public static void Find(ReadOnlySpan<ulong> low, int from, int to, ulong w0, ulong w1, int within, List<int> found, Means means)
    {
        // An unchecked read below must stay within the words.
        _ = low[(2 * from)..(2 * to)];
        if (means == Means.Avx512)
        {
            from = Find512(low, from, to, w0, w1, within, found);
        }
        else if (means == Means.Avx2)
        {
            from = Find256(low, from, to, w0, w1, within, found);
        }

        for (; from < to; from++)
        {
            if (BitOperations.PopCount(low[2 * from] ^ w0) + BitOperations.PopCount(low[(2 * from) + 1] ^ w1) <= within)
            {
                found.Add(from);
            }
        }
    }

    private static int Find512(ReadOnlySpan<ulong> low, int from, int to, ulong w0, ulong w1, int within, List<int> found)
    {
        ref var words = ref MemoryMarshal.GetReference(low);
        var wanted = Vector512.Create(Vector128.Create(w0, w1));
        var bitsOfNibble = Vector512.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        var nibble = Vector512.Create((byte)0x0F);
        var most = Vector512.Create((ulong)within);
        for (; from + 4 <= to; from += 4)
        {
            var differ = (Vector512.LoadUnsafe(ref words, (nuint)(2 * from)) ^ wanted).AsByte();
            var bits = Avx512BW.Shuffle(bitsOfNibble, differ & nibble) + Avx512BW.Shuffle(bitsOfNibble, (differ.AsUInt64() >> 4).AsByte() & nibble);
            var halves = Avx512BW.SumAbsoluteDifferences(bits, Vector512<byte>.Zero).AsUInt64();
            var whole = halves + Avx512F.Shuffle(halves.AsInt32(), 0b01_00_11_10).AsUInt64();
            Take(Vector512.LessThanOrEqual(whole, most).ExtractMostSignificantBits(), from, found);
        }

        return from;
    }

    private static int Find256(ReadOnlySpan<ulong> low, int from, int to, ulong w0, ulong w1, int within, List<int> found)
    {
        ref var words = ref MemoryMarshal.GetReference(low);
        var wanted = Vector256.Create(Vector128.Create(w0, w1));
        var bitsOfNibble = Vector256.Create(Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        var nibble = Vector256.Create((byte)0x0F);
        var most = Vector256.Create((ulong)within);
        for (; from + 2 <= to; from += 2)
        {
            var differ = (Vector256.LoadUnsafe(ref words, (nuint)(2 * from)) ^ wanted).AsByte();
            var bits = Avx2.Shuffle(bitsOfNibble, differ & nibble) + Avx2.Shuffle(bitsOfNibble, (differ.AsUInt64() >> 4).AsByte() & nibble);
            var halves = Avx2.SumAbsoluteDifferences(bits, Vector256<byte>.Zero).AsUInt64();
            var whole = halves + Avx2.Shuffle(halves.AsInt32(), 0b01_00_11_10).AsUInt64();
            Take(Vector256.LessThanOrEqual(whole, most).ExtractMostSignificantBits(), from, found);
        }

        return from;
    }

    // Two bits an entry, the same twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ulong near, int from, List<int> found)
    {
        for (; near != 0; near &= near - 1, near &= near - 1)
        {
            found.Add(from + (BitOperations.TrailingZeroCount(near) / 2));
        }
    }
}
